"""A folder on this machine or far away, in which each file is replaced in one step, or stays as it is."""

from __future__ import annotations

import re
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from tongket.errors import SystemFailure, UsageError
from tongket.extras import install
from tongket.files import move
from tongket.folder_lock import alone
from tongket.limits import LIST_BYTES
from tongket.publish.targets.headers import cache_control, content_type
from tongket.system_errors import cause_of, remedy_of
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsspec import AbstractFileSystem

    from tongket.model import Text

# Where a file lies until it is whole; the next upload writes over what a broken one left.
UPLOADED = ".tongket-upload"
# What makes a place no less empty: git keeps its own in a branch that is checked out, and a lock is held.
NOBODYS = {UPLOADED, ".git", ".lock"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+(?=://)", re.IGNORECASE)


_MEND = Phrase("Mend it, or choose another target.")


@dataclass(frozen=True)
class TargetKind:
    """A kind of target.

    Attributes:
        library: what fsspec needs for it; empty where it needs none.
        errors: the errors of its libraries that are none of the system, as `module:name`.
        remedy: what to do where it refuses.
        is_folder: whether a file can be written beside its place and renamed; a store of objects replaces in one step.
        options: what is asked of fsspec unless its configuration says otherwise.
        variable: the variable of the environment in which a password is said.
    """

    library: str = ""
    errors: tuple[str, ...] = ()
    remedy: Text = _MEND
    is_folder: bool = True
    options: tuple[tuple[str, Any], ...] = ()
    variable: str = ""


KINDS = {
    "file": TargetKind(),
    "s3": TargetKind(
        "s3fs",
        ("botocore.exceptions:BotoCoreError", "botocore.exceptions:ClientError"),
        Phrase(
            "Check the bucket, AWS_ENDPOINT_URL, and that the key (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or "
            "~/.aws) may list, read, write and delete there."
        ),
        is_folder=False,
        variable="AWS_SECRET_ACCESS_KEY",
    ),
    # Without known hosts of the user's own, sshfs would send a password to whoever answers.
    "sftp": TargetKind(
        "sshfs",
        ("asyncssh:Error", "fsspec.exceptions:FSTimeoutError"),
        Phrase(
            "Check with `{command}` that the server is known (~/.ssh/known_hosts), lets this user in by a key or by "
            "FSSPEC_SFTP_PASSWORD, and has room.", command="sftp USER@HOST",
        ),
        options=(("known_hosts", ()), ("connect_timeout", 30)),
        variable="FSSPEC_SFTP_PASSWORD",
    ),
}  # fmt: skip


def scheme_of(target: str) -> str:
    """The scheme of an address; `file` of a path.

    >>> scheme_of("s3://bucket/review"), scheme_of("/srv/www"), scheme_of("C:/site")
    ('s3', 'file', 'file')
    """
    found = _SCHEME.match(target)
    return found[0].lower() if found else "file"


def refuse_password(address: str, variable: str) -> None:
    """Refuse an address that holds a password: it would stand in histories, settings and messages.

    Args:
        address: the address.
        variable: the variable of the environment in which it is said instead.

    Raises:
        UsageError: it holds one.
    """
    if (shown := _without_secret(address)) != address:
        words = Phrase(
            "{target}: expected a target without a password, got one. Take it out, and give it as {variable}.",
            target=shown, variable=variable,
        )  # fmt: skip
        raise UsageError(words)


def _without_secret(address: str) -> str:
    parts = _parts(address)
    # To a forge a token may be the name itself.
    is_token = parts.password is None and parts.scheme in ("http", "https")
    secret = parts.username if is_token else parts.password
    return address if secret is None else address.replace(f"{secret}@", "…@")


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        # A bracket that no other one closes: no host at all.
        return urlsplit("")


def refuse_wrong(address: str) -> None:
    """Refuse an address that leads nowhere, or holds a password.

    Raises:
        UsageError: it is none that a target may be.
    """
    scheme, parts = scheme_of(address), _parts(address)
    if scheme in KINDS and KINDS[scheme].variable:
        refuse_password(address, KINDS[scheme].variable)
    # A bucket may be the whole site; the root of a server never is.
    leads = scheme == "file" or (parts.hostname and (scheme == "s3" or parts.path.strip("/")))
    if scheme not in KINDS or not leads:
        words = Phrase(
            "{target}: expected {expected}, got another. Write it so.",
            target=_without_secret(address),
            expected=Phrase("a folder, s3://bucket/path, sftp://host/path or git+ADDRESS#branch"),
        )
        raise UsageError(words)


@dataclass
class Target:
    """Where the site is put.

    Args:
        address: where it is: the path of a folder, or an address of another kind.
        shown: how messages name it.
    """

    address: str
    shown: str = ""
    _made: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Connect.

        Raises:
            UsageError: the library that it needs is not installed.
            SystemFailure: it cannot be reached, or lets nobody in.
        """
        self.shown = self.shown or self.address
        self.kind = KINDS[scheme_of(self.address)]
        with self._answered():
            self._files, self.root = _connected(self.address, self.kind, scheme_of(self.address))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else of this machine put files into a folder of it until the block ends.

        Raises:
            SystemFailure: somebody still does after a minute, or the folder cannot be made.
        """
        with ExitStack() as held:
            if not self.kind.library:
                with self._answered():
                    self._make_folder(self.root)
                    held.enter_context(alone(Path(self.root)))
            yield

    def read(self, name: str) -> bytes | None:
        """What a file holds; None where it is not there, nothing where it is no file or one that nobody reads whole."""
        path = f"{self.root}/{name}"
        with self._answered(name):
            try:
                about = self._files.info(path)
                is_read = about["type"] == "file" and about["size"] <= LIST_BYTES
                return bytes(self._files.cat_file(path)) if is_read else b""
            except FileNotFoundError:
                return None

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        with self._answered(name):
            return bool(self._files.exists(f"{self.root}/{name}"))

    def is_empty(self) -> bool:
        """Whether nothing is there that somebody might miss."""
        with self._answered():
            try:
                names = self._files.ls(self.root, detail=False)
            except FileNotFoundError:
                return True
            return {str(name).rstrip("/").rpartition("/")[2] for name in names} <= NOBODYS

    def put(self, name: str, content: bytes | Path) -> None:
        """Put a file there in one step, with what a web server is to say of it.

        Args:
            name: its place there.
            content: what it holds, or a file that does.

        Raises:
            SystemFailure: it was refused, or cut off; what was there stays.
        """
        path = f"{self.root}/{name}"
        with self._answered(name):
            if not self.kind.is_folder:
                said = {"ContentType": content_type(name), "CacheControl": cache_control(name)}
                self._write(path, content, **said)
                return
            folder = path.rpartition("/")[0]
            self._make_folder(folder)
            # Beside its place: a folder of the site may lie on another disk.
            new = f"{folder}/{UPLOADED}"
            try:
                self._write(new, content)
                # fsspec would put it into a folder of that name, and copy where a rename is refused.
                self._files.mv(new, path) if self.kind.library else move(Path(new), Path(path))
            except BaseException:
                # On a full disk it would take room from others; what cannot be taken away the next upload writes over.
                with suppress(Exception):
                    self._files.rm_file(new)
                raise

    def remove(self, name: str) -> None:
        """Take a file away; one that is gone already is none to take."""
        with self._answered(name), suppress(FileNotFoundError):
            self._files.rm_file(f"{self.root}/{name}")

    def _write(self, path: str, content: bytes | Path, **said: str) -> None:
        if isinstance(content, bytes):
            self._files.pipe_file(path, content, **said)
        else:
            self._files.put_file(str(content), path, **said)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._made:
            self._files.makedirs(folder, exist_ok=True)
            self._made.add(folder)

    @contextmanager
    def _answered(self, name: str = "") -> Iterator[None]:
        """Say of what the other side refuses what to do, and of which file."""
        try:
            yield
        except ImportError as error:
            words = Phrase(
                "publish: expected the library {name}, got: {error}. {install}",
                name=self.kind.library or "fsspec", error=str(error), install=install("publish"),
            )  # fmt: skip
            raise UsageError(words) from error
        except OSError as error:
            own = cause_of(error) if error.strerror or str(error) else type(error).__name__
            remedy = self.kind.remedy if self.kind.library else remedy_of(error, self.kind.remedy)
            raise self._refused(name, own, remedy) from error
        except Exception as error:
            if not isinstance(error, tuple(map(_class, self.kind.errors))):
                raise
            raise self._refused(
                name, str(error) or type(error).__name__, self.kind.remedy
            ) from error

    def _refused(self, name: str, cause: object, remedy: Text) -> SystemFailure:
        words = Phrase(
            "{target}: expected a place that can be read and written, got: {cause}. {remedy} What readers see is "
            "whole: the index goes there last. Run the same command again to go on.",
            target="/".join(filter(None, (self.shown, name))), cause=cause, remedy=remedy,
        )  # fmt: skip
        return SystemFailure(words)


def _connected(target: str, kind: TargetKind, scheme: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.config import conf
    from fsspec.core import url_to_fs

    if kind.library:
        import_module(kind.library)
    own = {**dict(kind.options), **conf.get(scheme, {})} if kind.options else {}
    address = str(Path(target).absolute()) if scheme == "file" else target
    files, root = url_to_fs(address, skip_instance_cache=True, **own)
    return files, root.rstrip("/")


def _class(name: str) -> type[Exception]:
    module, _, attribute = name.partition(":")
    found: type[Exception] = getattr(import_module(module), attribute)
    return found
