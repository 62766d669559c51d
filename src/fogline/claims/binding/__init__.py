"""Binding a number to its measure and subject.

From the number outwards: the unit or head noun gives the dimension; states standing next to it
("300 dead", "300 soldiers killed") decide at once; otherwise the nearest word on the dependency
path that names a happening which makes sense in this dimension decides (agreement of dimension);
otherwise the dimension's fall-back. The open form - noun, predicate, role - is always kept."""

from __future__ import annotations

from fogline.claims.binding.bound import Binding
from fogline.claims.binding.happenings import actions_at
from fogline.claims.binding.measure import bind, rebind
from fogline.claims.binding.phrases import phrase_of
from fogline.claims.binding.states import ACTION_OF_STATE

__all__ = ["ACTION_OF_STATE", "Binding", "actions_at", "bind", "phrase_of", "rebind"]
