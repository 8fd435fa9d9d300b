"""Regression with remembered noise and an unknown season, by restricted likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.change.mixture import Mixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: Correlations of one period's noise with the next that are integrated over, even in Fisher's z.
RHO = np.tanh(np.linspace(-1, 1, 20) * np.arctanh(0.97))
#: Variances of the season, as multiples of the noise's, that are integrated over.
SEASON = np.array([0.0, 0.5, 2.0, 10.0, 100.0])
#: Squares left over below this share of all squares are the noise of binary fractions.
_EXACT = 1e-14
#: Squares of a series that never moves.
_NOTHING = 1e-200


@dataclass(frozen=True, slots=True)
class Grid:
    """The memories and seasons that are integrated over; every pair of them is a point.

    The memory goes from −0.97 to 0.97 in even steps of Fisher's z, on which an estimated
    correlation is as uncertain wherever it lies; a longer one cannot be told from a random walk
    in a few years. Beforehand it has Jeffreys' density (1 − ρ²)^−½: a flat one finds intervals
    too narrow where the memory is 0.8, since the likelihood of a short series underrates it; a
    steeper one finds too few changes where it is 0.5. No season weighs as much as all sizes of
    one together, or a long memory is taken for a season.
    """

    rho: Floats
    season: Floats
    #: Periods in a year whose season is looked for; 0: none.
    per_year: int

    @classmethod
    def of(cls, per_year: int) -> Grid:
        """The whole grid; without a season there is only the memory."""
        return cls(RHO, SEASON if per_year else SEASON[:1], per_year)

    @classmethod
    def at(cls, rho: float, season: float = 0.0, per_year: int = 0) -> Grid:
        """One point of it: generalised least squares with a known covariance."""
        return cls(np.array([rho]), np.array([season]), per_year)

    def log_prior(self) -> Floats:
        """What each point weighs beforehand, as a logarithm."""
        sizes = max(1, len(self.season) - 1)
        season = np.where(self.season > 0, -np.log(sizes), 0.0)
        return np.add.outer(np.log1p(-(self.rho**2)) / 2, season).ravel()

    def waves(self, t: Floats) -> Floats:
        """The season at some times as waves, n × waves; each has a random size of variance 1.

        A wave k times a year has a variance of 1/k²: any shape of year is possible, smooth ones
        come first. All together have the variance 1.
        """
        k = np.arange(1, self.per_year // 2 + 1)
        angle = 2 * np.pi * t[:, None] * k / max(self.per_year, 1)
        size = np.sqrt((1 / k**2) / (1 / k**2).sum()) if len(k) else k
        sine = np.sin(angle) * size
        return np.hstack([np.cos(angle) * size, sine[:, : (self.per_year - 1) // 2]])

    def whitener(self, t: Floats) -> tuple[Floats, Floats]:
        """What makes AR(1) noise at some times white: e[i]·own − e[i−1]·last; memories × n each.

        A missing period counts as time that passed.
        """
        gaps = np.diff(t)
        kept = np.where(gaps % 2 == 0, 1.0, np.sign(self.rho)[:, None])
        kept = kept * np.abs(self.rho)[:, None] ** gaps
        first = np.ones((len(self.rho), 1))
        own = np.hstack([first, 1 / np.sqrt(1 - kept**2)])
        return own, np.hstack([first * 0, kept * own[:, 1:]])


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of a fit: a weight for each column, and times whose mean season is in it."""

    columns: Floats
    at: Floats


@dataclass(frozen=True, slots=True)
class Design:
    """What series at the same times share, at every point of the grid.

    Rule:   mixed-model equations. With the columns X and the waves S of the season, both made
            white, C = [X √τS]'[X √τS] + diag(0, 1) gives coefficients and season together.
    Source: Henderson (1975); restricted likelihood with σ² integrated out: Harville (1974).
    """

    grid: Grid
    columns: Floats
    #: What makes noise white, memories × n each (`Grid.whitener`).
    own: Floats
    last: Floats
    #: Rows that give [X S]'V⁻¹ of a series: memories × parts × n.
    rows: Floats
    #: 1 for each column and √τ for each wave: points × parts.
    scale: Floats
    #: C⁻¹: points × parts × parts.
    inverse: Floats
    #: The parts of the log-likelihood that do not hang on the series.
    log_weight: Floats
    given: Given | None
    df: int

    @classmethod
    def of(cls, t: Floats, columns: Floats, grid: Grid, given: Floats | None = None) -> Design:
        """The design for series at times `t` with these columns (n × p).

        `given`: a contrast of the series (n weights) that the likelihood is conditional on, so
        that nothing is learnt from it: whatever was selected by it does not mislead.
        """
        own, last = grid.whitener(t)
        parts, p = np.hstack([columns, grid.waves(t)]), columns.shape[1]
        white = _white(parts.T, own, last)
        scale = np.ones((len(grid.rho), len(grid.season), parts.shape[1]))
        scale[..., p:] = np.sqrt(grid.season)[:, None]
        gram = (white @ white.transpose(0, 2, 1))[:, None]
        equations = scale[..., None] * gram * scale[..., None, :]
        equations += np.diag(np.arange(parts.shape[1]) >= p)
        inverse: Floats = np.linalg.inv(equations).astype(np.float64)
        inverse = inverse.reshape(-1, *gram.shape[2:])
        log = np.log(own).sum(axis=1)[:, None] - np.linalg.slogdet(equations)[1] / 2
        log_weight = grid.log_prior() + log.ravel()
        fixed = None
        if given is not None:
            fixed = Given.of(grid, t, columns, inverse, given)
            log_weight += fixed.log_weight
        return cls(
            grid=grid,
            columns=columns,
            own=own,
            last=last,
            rows=_unwhite(white, own, last),
            scale=scale.reshape(len(inverse), -1),
            inverse=inverse,
            log_weight=log_weight,
            given=fixed,
            df=len(t) - p - (given is not None),
        )

    def posterior(self, y: Floats) -> Posterior:
        """What each series (series × n) says about coefficients and season."""
        q, r = np.linalg.qr(self.columns)
        plain = y @ q
        left = y - plain @ q.T
        found, squares = self._solved(left)
        if self.given is not None:
            found, squares = self.given.applied(left, found, squares)
        found[..., : len(r)] += (plain @ np.linalg.inv(r).T)[:, None]
        floor = _EXACT * np.maximum((y**2).sum(axis=1), _NOTHING)
        squares = np.maximum(squares, floor[:, None])
        log = self.log_weight - self.df / 2 * np.log(squares)
        weight = np.exp(log - log.max(axis=1, keepdims=True))
        return Posterior(self, found, squares, weight / weight.sum(axis=1, keepdims=True))

    def _solved(self, left: Floats) -> tuple[Floats, Floats]:
        """Coefficients and waves (series × points × parts), and the squares left over."""
        shape = (len(left), len(self.grid.rho), len(self.grid.season), -1)
        scale = self.scale.reshape(*shape[1:])
        scores = np.einsum("kn,gmn->kgm", left, self.rows, optimize=True)
        asked = (scores[:, :, None] * scale).reshape(len(left), len(self.inverse), -1)
        found = (self.inverse @ asked.transpose(1, 2, 0)).transpose(2, 0, 1)
        noise = [(w**2).sum(axis=1) for w in _each_white(left, self.own, self.last)]
        all_squares = np.repeat(np.array(noise).T, len(self.grid.season), axis=1)
        return found, all_squares - np.einsum("kgm,kgm->kg", asked, found)


@dataclass(frozen=True, slots=True)
class Given:
    """A contrast c'y that the likelihood is conditional on: regression on one more column, V·c."""

    contrast: Floats
    #: c'X.
    columns: Floats
    #: How the coefficients move with it (points × parts), and its variance without σ².
    pull: Floats
    variance: Floats
    log_weight: Floats

    @classmethod
    def of(cls, grid: Grid, t: Floats, columns: Floats, inverse: Floats, contrast: Floats) -> Given:
        """What the contrast has to do with the coefficients, at every point of the grid."""
        memory = np.abs(t[:, None] - t)
        sign = np.where(memory % 2 == 0, 1.0, np.sign(grid.rho)[:, None, None])
        noise = np.einsum(
            "i,gij,j->g", contrast, sign * np.abs(grid.rho)[:, None, None] ** memory, contrast
        )
        swing = ((contrast @ grid.waves(t)) ** 2).sum()
        whole = (noise[:, None] + grid.season * swing).ravel()
        shared = contrast @ columns
        pull = inverse[:, :, : len(shared)] @ shared
        variance = whole - pull[:, : len(shared)] @ shared
        return cls(contrast, shared, pull, variance, np.log(whole) - np.log(variance) / 2)

    def applied(self, left: Floats, found: Floats, squares: Floats) -> tuple[Floats, Floats]:
        """Coefficients and squares with nothing learnt from the contrast."""
        beyond = (left @ self.contrast)[:, None] - found[..., : len(self.columns)] @ self.columns
        share = beyond / self.variance
        return found - share[..., None] * self.pull, squares - beyond * share


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known of each series: an estimate a point of the grid, and the points' weights."""

    design: Design
    #: Coefficients and waves, series × points × parts.
    found: Floats
    squares: Floats
    weight: Floats

    def answer(self, target: Target) -> Mixture:
        """What the series say about the target; a t distribution a point of the grid."""
        design = self.design
        waves = design.grid.waves(target.at).mean(axis=0) if len(target.at) else 0.0
        asked = design.scale.copy()
        asked[:, : len(target.columns)] = target.columns
        asked[:, len(target.columns) :] *= waves
        spread = np.einsum("gi,gij,gj->g", asked, design.inverse, asked)
        if design.given is not None:
            moved = np.einsum("gi,gi->g", asked, design.given.pull)
            spread += moved**2 / design.given.variance
        mean = np.einsum("kgm,gm->kg", self.found, asked)
        return Mixture(mean, np.sqrt(spread * self.squares / design.df), self.weight, design.df)


def _each_white(series: Floats, own: Floats, last: Floats) -> Iterator[Floats]:
    """Series with AR(1) noise made white, for one memory after the other."""
    for mine, before in zip(own, last, strict=True):
        white = series * mine
        white[:, 1:] -= series[:, :-1] * before[1:]
        yield white


def _white(parts: Floats, own: Floats, last: Floats) -> Floats:
    """Rows (parts × n) made white: memories × parts × n."""
    return np.array(list(_each_white(parts, own, last)))


def _unwhite(white: Floats, own: Floats, last: Floats) -> Floats:
    """White rows as rows on a series: the transpose of making it white."""
    rows = white * own[:, None]
    rows[..., :-1] -= white[..., 1:] * last[:, None, 1:]
    return rows
