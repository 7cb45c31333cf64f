"""The review in Airflow: the whole of it as one command, or one notebook as a task of its own.

Copy to the folder of DAGs. `tongket_review` needs nothing but the command: tongket may live in an
environment of its own. `tongket_notebook` needs tongket beside Airflow, because Airflow's papermill
operator runs in Airflow's Python.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param
from papermill.engines import papermill_engines

PROJECT = "/srv/tongket/review"
TONGKET = "/srv/tongket/venv/bin/tongket"
YEAR = {"year": Param(2024, type="integer", minimum=1986, title="Year under review")}

# The operator takes no name of an engine: it runs what papermill has as its default.
papermill_engines.register(None, papermill_engines.get_engine("tongket"))

with DAG(
    "tongket_review",
    schedule="0 1 * * 1",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    # Two runs on one folder wait for each other anyway.
    max_active_runs=1,
    params=YEAR,
):
    BashOperator(
        task_id="run",
        # A second run makes only what the first did not; Airflow tries again whatever the exit code.
        retries=1,
        retry_delay=timedelta(minutes=5),
        cwd=PROJECT,
        append_env=True,
        bash_command=f"{TONGKET} run --year {{{{ params.year }}}} --log json",
    )

with DAG(
    "tongket_notebook",
    schedule=None,
    start_date=datetime(2025, 1, 1),
    params=YEAR,
):
    PapermillOperator(
        task_id="quality",
        input_nb=f"{PROJECT}/notebooks/05_quality.ipynb",
        output_nb=f"{PROJECT}/executed/05_quality-{{{{ params.year }}}}.ipynb",
        # A template makes texts; a notebook's parameters are read as the types that it declares.
        parameters={"period": "{{ params.year }}", "area": "VN-CT", "lang": "vi"},
    )
