"""Linear algebra stays on one thread while any fit of the process runs."""

from __future__ import annotations

import threading
from collections.abc import Callable

from threadpoolctl import threadpool_info, threadpool_limits

from fogline.fit.threads import one_blas_thread


def blas() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def in_thread(call: Callable[[], object]) -> None:
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def test_the_limit_stands_until_the_last_fit_ends_whichever_thread_it_is_on() -> None:
    with one_blas_thread():
        pass  # the libraries are there from now on
    before = blas()
    in_thread(lambda: threadpool_limits(limits=2, user_api="blas"))
    try:
        first_in, second_in, first_out = (threading.Event() for _ in range(3))

        def first() -> None:
            with one_blas_thread():
                first_in.set()
                second_in.wait(10)
            first_out.set()

        fit = threading.Thread(target=first)
        fit.start()
        first_in.wait(10)
        with one_blas_thread():
            assert blas() == {1}
            second_in.set()
            first_out.wait(10)
            assert blas() == {1}
        assert blas() == {2}
        fit.join()
    finally:
        in_thread(lambda: threadpool_limits(limits=min(before), user_api="blas"))
