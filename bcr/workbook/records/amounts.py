"""A column of amounts: its numbers, and what their cells say beside them, mostly nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, overload

from bcr.workbook.values.amounts import Amount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: All of an amount but its number: whether it is a percentage, shown as one, its currency, the
#: scale that its text states, whether it is a duration.
Beside: TypeAlias = tuple[bool, bool, str, float, bool]

#: What is to be known of a cell to know its unit; nothing where it has no amount.
Look: TypeAlias = Beside | tuple[()] | None

#: All that a plain number's cell says about it.
PLAIN: Final[Beside] = Amount(0.0)[1:]


class Amounts(Sequence[Amount | None]):
    """One amount an item, nothing where it has none.

    `beside` is left out where all are plain numbers.

    >>> Amounts([1.0, None])[0] == Amount(1.0), Amounts([1.0, None])[1]
    (True, None)
    >>> Amounts.of([Amount(5.0, currency="GBP"), None]).currencies("EUR")
    ['GBP', None]
    """

    __slots__ = ("_beside", "numbers")

    def __init__(self, numbers: list[float | None], beside: Sequence[Beside] | None = None) -> None:
        self.numbers, self._beside = numbers, beside

    @classmethod
    def of(cls, amounts: Iterable[Amount | None]) -> Amounts:
        """Give a column of some amounts."""
        kept = list(amounts)
        beside = [PLAIN if one is None else one[1:] for one in kept]
        is_plain = all(one == PLAIN for one in set(beside))
        return cls([one and one.number for one in kept], None if is_plain else beside)

    def __len__(self) -> int:
        """Give the number of items."""
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Amount | None: ...
    @overload
    def __getitem__(self, at: slice) -> Amounts: ...
    def __getitem__(self, at: int | slice) -> Amount | Amounts | None:
        """Give one amount, or those of some items on end."""
        if isinstance(at, slice):
            return Amounts(self.numbers[at], self._beside and self._beside[at])
        number = self.numbers[at]
        return None if number is None else Amount(number, *self.beside(at))

    def beside(self, at: int) -> Beside:
        """Give what the cell of an item says beside its number."""
        return self._beside[at] if self._beside else PLAIN

    def besides(self) -> Sequence[Look]:
        """Give what each cell says beside its number; nothing where there is none.

        Plain numbers of a column that has no others say no more than an empty one.
        """
        beside: Sequence[Look] = self._beside or [()] * len(self.numbers)
        if None not in self.numbers:
            return beside
        pairs = zip(self.numbers, beside, strict=True)
        return [None if number is None else said for number, said in pairs]

    def only(self, items: Sequence[int]) -> Amounts:
        """Give those of some items."""
        numbers = [self.numbers[at] for at in items]
        return Amounts(numbers, self._beside and [self._beside[at] for at in items])

    def before(self, others: Sequence[Amount | None]) -> Amounts:
        """Give these, and where an item has none what it has of others."""
        pairs = zip(self, others, strict=True)
        return Amounts.of(other if own is None else own for own, other in pairs)

    def may_be_ratios(self, items: Collection[int]) -> bool:
        """Tell whether those of some items may: no percentage, no duration, none above 1."""
        stated = [number for at in items if (number := self.numbers[at]) is not None]
        if stated and (max(stated) > 1 or min(stated) < -1):
            return False
        if not self._beside:
            return True
        beside = {self._beside[at] for at in items if self.numbers[at] is not None}
        return not any(is_percent or is_duration for is_percent, *_, is_duration in beside)

    def currencies(self, otherwise: str) -> list[str | None]:
        """Give the currency that each cell states, else another word; nothing where none stands."""
        if not self._beside:
            return [None if number is None else otherwise for number in self.numbers]
        pairs = zip(self.numbers, self._beside, strict=True)
        return [None if number is None else said[2] or otherwise for number, said in pairs]
