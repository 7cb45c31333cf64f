"""A pytest plugin: the kernels of nbval are forked like those of a run, so that 22 of them do not load the libraries 22 times.

That a kernel started cold shows the same is held by `functional/test_commands.py`.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory

from tongket.run.kernels.forked import ForkedKernels, Launch
from tongket.run.kernels.provisioner import ForkedProvisioner
from tongket.run.processes import can_fork

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo
    from jupyter_client.manager import KernelManager

NAME = "forked-kernel"


class WarmKernel(ForkedProvisioner):
    """A forked kernel that is reached through TCP ports, as Jupyter does by default."""

    def __init__(self, kernel_id: str, kernel_spec: Any, parent: KernelManager) -> None:
        super().__init__(kernels(), parent, modules="")
        self.kernel_id, self.kernel_spec = kernel_id, kernel_spec

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        folder = str(kwargs.get("cwd") or Path.cwd())
        connection = os.path.realpath(self._manager.connection_file)
        self.pid = self._kernels.start(Launch(connection, folder, self._modules, kwargs["env"]))
        return self.connection_info


@cache
def kernels() -> ForkedKernels:
    """The fork server of this process."""
    return ForkedKernels()


def pytest_configure() -> None:
    if can_fork():
        KernelProvisionerFactory.provisioners[NAME] = EntryPoint(
            NAME, f"{__name__}:{WarmKernel.__name__}", KernelProvisionerFactory.GROUP_NAME
        )
        os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = NAME


def pytest_unconfigure() -> None:
    if kernels.cache_info().currsize:
        kernels().close()
