"""Asking a language model over plain HTTP: one address, no redirects, no proxy, within bounds."""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fogline.ground.errors import LanguageModelError
from fogline.ground.ids import sha256_text

__all__ = ["ModelServer"]

MOST_BYTES = 1_000_000
"""Longest answer taken. Source: chosen by us; an answer on forty sentences has some 20 kB."""

KEY = "FOGLINE_LLM_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelServer:
    """A server that speaks OpenAI's chat form, or Ollama's where the address ends in /api.

    url       such as http://127.0.0.1:8080/v1 or http://127.0.0.1:11434/api
    remote    whether the address may be that of another machine
    seconds   longest wait for one answer

    A key, where one is needed, comes from the environment (FOGLINE_LLM_KEY). Making one raises
    LanguageModelError for an address that is none, or of another machine without ``remote``.
    """

    url: str
    model: str
    remote: bool = False
    seconds: float = 120.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.query:
            raise LanguageModelError(
                f"{self.url!r} is no address of a language-model server - "
                "give one such as http://127.0.0.1:8080/v1"
            )
        if not self.remote and not _is_this_machine(host):
            raise LanguageModelError(
                f"{host} is another machine, and the reports would be sent there - give the address "
                "of a server on this machine, or allow it with --llm-remote"
            )
        if not self.model.strip():
            raise LanguageModelError("no model is named - say which with --llm-model")

    @property
    def is_ollama(self) -> bool:
        """Whether the address is that of Ollama's own interface."""
        return urlsplit(self.url).path.rstrip("/").endswith("/api")

    def identity(self) -> str:
        """What tells this model from others of its name: its digest where the server has one."""
        if not self.is_ollama:
            return ""
        listed = self._asked("GET", "/tags")
        for each in listed.get("models", []) if isinstance(listed, dict) else []:
            if isinstance(each, dict) and each.get("name") in (self.model, f"{self.model}:latest"):
                return str(each.get("digest", ""))[:19]
        return ""

    def answer(self, system: str, user: str, schema: dict[str, Any]) -> tuple[str, str]:
        """The words of the model's answer, and what the server calls the model.

        Temperature 0, a fixed seed. Raises LanguageModelError when the server cannot be reached,
        takes too long, says too much, or answers in another form.
        """
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        body: dict[str, Any] = {"model": self.model, "messages": messages, "stream": False}
        if self.is_ollama:
            body |= {"format": schema, "options": {"temperature": 0, "seed": 0}}
            found = self._asked("POST", "/chat", body)
            message = found.get("message") if isinstance(found, dict) else None
        else:
            form = {"name": "claims", "strict": True, "schema": schema}
            body |= {
                "temperature": 0,
                "seed": 0,
                "response_format": {"type": "json_schema", "json_schema": form},
            }
            found = self._asked("POST", "/chat/completions", body)
            choices = found.get("choices") if isinstance(found, dict) else None
            first = choices[0] if isinstance(choices, list) and choices else None
            message = first.get("message") if isinstance(first, dict) else None
        words = message.get("content") if isinstance(message, dict) else None
        if not isinstance(words, str):
            raise LanguageModelError(
                f"the server at {self.url} answered in a form that is not known - give the address "
                "of a server with OpenAI's chat interface (/v1), or Ollama's (/api)"
            )
        named = [found.get("model"), found.get("system_fingerprint")]
        return words, " ".join(str(each)[:80] for each in named if each)

    def _asked(self, method: str, path: str, body: Any = None) -> Any:
        parts = urlsplit(self.url)
        where = parts.path.rstrip("/") + path
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        kind: Any = http.client.HTTPConnection
        more: dict[str, Any] = {}
        if parts.scheme == "https":
            kind, more = http.client.HTTPSConnection, {"context": ssl.create_default_context()}
        connection = kind(parts.hostname, parts.port, timeout=self.seconds, **more)
        late = threading.Event()
        timer: threading.Timer | None = None
        try:
            connection.connect()
            # its socket, for a connection gives it away to an answer that ends with it
            timer = threading.Timer(self.seconds, _hang_up, (connection.sock, late))
            timer.daemon = True
            timer.start()
            payload = None if body is None else json.dumps(body).encode("utf-8")
            connection.request(method, where, payload, headers)
            response = connection.getresponse()
            data = response.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise self._late() from error
            raise LanguageModelError(
                f"no language model answers at {self.url} ({type(error).__name__}) - start the "
                "server, or check its address"
            ) from error
        finally:
            if timer is not None:
                timer.cancel()
            connection.close()
        if late.is_set():
            raise self._late()
        if response.status != 200:
            raise LanguageModelError(
                f"the server at {self.url} refused: {response.status} {response.reason[:80]} - "
                f"check its address, the model's name ({self.model}) and the key in {KEY}"
            )
        if len(data) > MOST_BYTES:
            raise LanguageModelError(
                f"the server at {self.url} answered with more than {MOST_BYTES // 1_000_000} MB - "
                "choose another model"
            )
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise LanguageModelError(
                f"the server at {self.url} answered with something that is not JSON - give the "
                "address of its chat interface"
            ) from error

    def _late(self) -> LanguageModelError:
        return LanguageModelError(
            f"the language model at {self.url} took longer than {self.seconds:g} seconds - "
            "choose a smaller model, or give it more time"
        )

    def key(self, *more: str) -> str:
        """Names an answer: hash of address, model and whatever else it depends on."""
        return sha256_text(json.dumps([self.url, self.model, *more]))


def _is_this_machine(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def _hang_up(line: socket.socket, late: threading.Event) -> None:
    """End a connection that takes too long, also one that drips on."""
    late.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
