"""Where a warm kernel meets jupyter_client: a provisioner that forks a kernel instead of launching a command."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from tongket.run.kernels.forked import POLL_SECONDS, Launch
from tongket.run.processes import KILL, send

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo
    from jupyter_client.manager import KernelManager

    from tongket.run.kernels.forked import Kernels


class ForkedProvisioner(KernelProvisionerBase):
    """Starts, watches and ends one warm kernel.

    Args:
        kernels: what forks it.
        parent: the manager that has it.
        modules: the notebook's own folder, which is searched last for modules; empty where it has none.
    """

    pid: int | None = None

    def __init__(self, kernels: Kernels, parent: KernelManager, modules: str) -> None:
        super().__init__(kernel_id="", kernel_spec=parent.kernel_spec, parent=parent)
        self._kernels = kernels
        self._manager = parent
        self._modules = modules

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel that has not been waited for."""
        return self.pid is not None

    async def poll(self) -> int | None:
        """The exit code of the kernel, None while it lives; 0 where there is none."""
        return 0 if self.pid is None else self._kernels.exit_code(self.pid)

    async def wait(self) -> int | None:
        """Wait until the kernel has ended; its exit code."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(POLL_SECONDS)
        self.pid = None
        return code

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and all that it started."""
        if self.pid is not None:
            send(signum, self.pid)

    # The switches below are jupyter_client's interface.
    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """End the kernel now; whoever forked it makes sure that it is gone, and the page need not wait for that."""
        await self.send_signal(KILL)
        self.pid = None

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002
        """Nothing is left: the sockets lie in a folder that goes with the run."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the sockets and write them down where the kernel reads them."""
        self._manager.write_connection_file()
        self.connection_info = self._manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        """Fork the kernel and wait until its sockets are open.

        A client that connects earlier would try again only after a tenth of a second.
        """
        folder = str(kwargs.get("cwd") or Path.cwd())
        file = os.path.realpath(self._manager.connection_file)
        launch = Launch(file, folder, self._modules, kwargs["env"])
        self.pid = self._kernels.start(launch)
        # ipykernel opens the heartbeat last: once its socket is there, all are.
        last = Path(f"{self.connection_info['ip']}-{self.connection_info['hb_port']}")
        while not last.exists() and await self.poll() is None:
            await asyncio.sleep(POLL_SECONDS)
        return self.connection_info
