"""Linear algebra stays on one thread while any fit of the process runs."""

from __future__ import annotations

from threadpoolctl import threadpool_info, threadpool_limits

from fogline.fit.threads import one_blas_thread


def blas() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def test_the_limit_stands_until_the_last_fit_ends_and_is_then_what_it_was() -> None:
    with one_blas_thread():
        pass  # the libraries are there from now on
    with threadpool_limits(limits=2, user_api="blas"):
        before = blas()
        first, second = one_blas_thread(), one_blas_thread()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert blas() == {1}
        second.__exit__(None, None, None)
        assert blas() == before
