"""The steady state of the driven XXZ chain for vanishing couplings, by NumPy and SciPy in sectors of S^z.

H0 is diagonalised in every sector of S^z with real arithmetic, and the translation inside every degenerate level.
The state is then a matrix inside each level of equal energy, S^z and momentum. Phonons act on every bond at the same
rate, the drive on the whole ring. The null vector is found by one dense elimination on small rings, and by sweeps over
the sectors of S^z on large ones, whichever is faster.
"""

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from scipy.linalg import lu_factor, lu_solve, schur
from scipy.sparse import csr_array

MOST_DENSE = 2500


def sectors_of(sites):
    """States by number of down spins, and the place of each state."""
    states = np.arange(2**sites)
    down = np.array([bin(s).count("1") for s in states])
    lists = [states[down == d] for d in range(sites + 1)]
    place = np.zeros(2**sites, dtype=int)
    for own in lists:
        place[own] = np.arange(len(own))
    return lists, place


def spins(states, j):
    return np.where((states >> j) & 1, -0.5, 0.5)


def runs(energies):
    """Stretches [a, b) of more than one ascending energy that differ by rounding."""
    breaks = np.concatenate([[0], np.nonzero(np.diff(energies) > 1e-9)[0] + 1, [len(energies)]])
    return [(a, b) for a, b in zip(breaks[:-1], breaks[1:]) if b > a + 1]


class Words:
    """A sum of operators that each flip some bits with an amplitude that depends on the state."""

    def __init__(self):
        self.parts = []

    def add(self, flip, amplitude):
        self.parts.append((flip, amplitude))

    def between(self, lists, place, to, of):
        own, count = lists[of], len(lists[to])
        rows, columns, values = [], [], []
        for flip, amplitude in self.parts:
            there = own ^ flip
            moved = np.bitwise_count(there) == to
            a = amplitude(own) + np.zeros(len(own), dtype=complex)
            keep = moved & (a != 0)
            rows.append(place[there[keep]])
            columns.append(np.nonzero(keep)[0])
            values.append(a[keep])
        entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
        return csr_array(entries, shape=(count, len(own)))


def heisenberg(words, a, b, weight, delta=1.0):
    both = (1 << a) | (1 << b)
    words.add(0, lambda s: weight * delta * spins(s, a) * spins(s, b))
    words.add(both, lambda s: weight * 0.5 * (spins(s, a) != spins(s, b)))


class Bath:
    """g of one closed form, and its principal-value integral S(w) by panels of Chebyshev polynomials."""

    def __init__(self, temperature, frequency, width, reach):
        self.t, self.f, self.w = temperature, frequency, width
        edges = np.concatenate([[0.0], width * 2.0 ** np.arange(-28, 1)])
        while edges[-1] < reach:
            edges = np.append(edges, edges[-1] + width / 2)
        self.edges = edges
        nodes = np.cos(np.pi * (np.arange(16) + 0.5) / 16)
        invert = np.linalg.inv(chebvander(nodes, 15))
        middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
        points = middle[:, None] + half[:, None] * nodes
        self.coefficients = [self.exact(sign * points.ravel()).reshape(points.shape) @ invert.T for sign in (1, -1)]

    def g(self, w):
        safe = np.where(w == 0, 1.0, w)
        bose = np.where(w == 0, self.t, safe / -np.expm1(-safe / self.t))
        return bose * np.exp(-(((np.abs(w) - self.f) / self.w) ** 2)) / (self.f * self.w * np.sqrt(np.pi))

    def exact(self, w):
        """P of the integral of g(v)/(w - v) over v, with g(w) subtracted, in panels that shrink towards the kink at 0."""
        x, c = np.polynomial.legendre.leggauss(12)
        end = self.f + 7 * self.w
        side = np.concatenate([[0.0], self.w * 2.0 ** np.arange(-30, -1), np.arange(self.w / 2, end, self.w / 2), [end]])
        edges = np.concatenate([-side[:0:-1], side])
        middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
        v, c = (middle[:, None] + half[:, None] * x).ravel(), (half[:, None] * c).ravel()
        apart = w[:, None] - v
        apart[apart == 0] = np.inf
        own = np.where(np.abs(w) < end, self.g(w), 0)
        inside = np.log(np.abs((w + end) / np.where(w == end, 1, w - end)))
        return (c * (self.g(v) - own[:, None]) / apart).sum(axis=1) + own * inside

    def shift(self, w):
        size = np.abs(w)
        panel = np.clip(np.searchsorted(self.edges, size, side="right") - 1, 0, len(self.edges) - 2)
        low, high = self.edges[panel], self.edges[panel + 1]
        vander = chebvander(2 * (size - low) / (high - low) - 1, 15)
        return np.where(
            w >= 0,
            np.einsum("...k,...k->...", vander, self.coefficients[0][panel]),
            np.einsum("...k,...k->...", vander, self.coefficients[1][panel]),
        )


class Process:
    """Transitions with one operator, which changes S^z by at most `change`: its elements, and rates and shifts by energy."""

    def __init__(self, elements, change, rate, shift):
        self.elements, self.change, self.rate, self.shift = elements, change, rate, shift


class Chain:
    def __init__(self, sites, delta, field, mixing, frequency, strength, damping, phonons):
        self.sites, self.field = sites, field
        self.lists, self.place = sectors_of(sites)
        self.starts = np.concatenate([[0], np.cumsum([len(own) for own in self.lists])])
        self.strength, self.damping, self.frequency, self.phonons = strength, damping, frequency, phonons
        self.hamiltonian, self.drive, self.phonon, self.current = Words(), Words(), Words(), Words()
        for j in range(sites):
            k = (j + 1) % sites
            heisenberg(self.hamiltonian, j, k, 1.0, delta)
            sign = (-1) ** j
            # H+ = (iA + M)/2 with A the staggered exchange and M the staggered magnetisation; site 1 is bit 0.
            heisenberg(self.drive, j, k, 0.5j * sign)
            self.drive.add(0, lambda s, j=j, sign=sign: -0.5 * sign * spins(s, j))
            both = (1 << j) | (1 << k)
            # SxSy - SySx = (i/2)(S+_j S-_k - h.c.): a down spin at j is raised by S+_j.
            self.current.add(
                both, lambda s, j=j, k=k: 0.5j * ((spins(s, j) < 0) & (spins(s, k) > 0)) - 0.5j * ((spins(s, j) > 0) & (spins(s, k) < 0))
            )
        heisenberg(self.phonon, 0, 1, 1.0)
        self.phonon.add(1, lambda s: 0.5 * mixing * spins(s, 1))
        self.phonon.add(2, lambda s: 0.5 * mixing * spins(s, 0))

    def diagonalise(self):
        energies, momenta, self.vectors = [], [], []
        for d, own in enumerate(self.lists):
            h = self.hamiltonian.between(self.lists, self.place, d, d).toarray().real
            e, v = np.linalg.eigh(h)
            turned = ((own << 1) | (own >> (self.sites - 1))) & (2**self.sites - 1)
            moved = np.empty_like(v)
            moved[self.place[turned]] = v
            u = v.astype(complex)
            phases = np.einsum("ij,ij->j", v, moved).astype(complex)
            for a, b in runs(e):
                t, z = schur(v[:, a:b].T @ moved[:, a:b], output="complex")
                u[:, a:b] = v[:, a:b] @ z
                phases[a:b] = np.diag(t)
                e[a:b] = e[a:b].mean()
            energies.append(e - self.field * (self.sites / 2 - d))
            momenta.append(np.rint(np.angle(phases) * self.sites / (2 * np.pi)).astype(int) % self.sites)
            self.vectors.append(u)
        self.energies, momenta = np.concatenate(energies), np.concatenate(momenta)
        # Levels of equal energy and momentum; in some fields they contain states of different S^z.
        self.levels = []
        for q in range(self.sites):
            states = np.nonzero(momenta == q)[0]
            states = states[np.argsort(self.energies[states], kind="stable")]
            self.levels += [np.sort(states[a:b]) for a, b in runs(self.energies[states])]

    def elements(self, words, changes):
        size = self.starts[-1]
        out = np.zeros((size, size), dtype=complex)
        for d in range(self.sites + 1):
            for change in changes:
                if not 0 <= d + change <= self.sites:
                    continue
                o = words.between(self.lists, self.place, d + change, d)
                rows = slice(self.starts[d + change], self.starts[d + change + 1])
                columns = slice(self.starts[d], self.starts[d + 1])
                block = self.vectors[d + change].conj().T @ (o @ self.vectors[d])
                out[rows, columns] = block
                if change:
                    out[columns, rows] = block.conj().T
        return out

    def processes(self):
        w, n, f = self.damping, self.sites, self.frequency
        bath = Bath(*self.phonons, reach=np.ptp(self.energies) + 0.1)
        phonon = self.elements(self.phonon, (0, 1))
        plus = self.elements(self.drive, (0,))
        x = self.strength
        yield Process(phonon, 1, lambda y: 2 * np.pi * n * bath.g(y), lambda y: n * bath.shift(y))
        for o, sign in ((plus, 1), (plus.conj().T, -1)):
            yield Process(
                o,
                0,
                lambda y, sign=sign: x * 2 * w / ((y + sign * f) ** 2 + w * w),
                lambda y, sign=sign: x * (y + sign * f) / ((y + sign * f) ** 2 + w * w),
            )

    def superoperator(self):
        """Real unknowns: populations, then real and imaginary parts of coherences n < m."""
        e, size = self.energies, len(self.energies)
        pairs = [(a, b) for level in self.levels for i, a in enumerate(level) for b in level[i + 1 :]]
        n = np.array([a for a, _ in pairs], dtype=int)
        m = np.array([b for _, b in pairs], dtype=int)
        c = len(pairs)
        gain = np.zeros((size + 2 * c, size + 2 * c))
        levels = [(np.zeros((len(v), len(v)), dtype=complex), np.zeros((len(v), len(v)), dtype=complex)) for v in self.levels]
        slices = [slice(a, b) for a, b in zip(self.starts[:-1], self.starts[1:])]
        for p in self.processes():
            o = p.elements
            for d, to in enumerate(slices):
                for of in slices[max(0, d - p.change) : d + p.change + 1]:
                    block = o[to, of]
                    gain[to, of] += p.rate(e[None, of] - e[to, None]) * (block.real**2 + block.imag**2)
            for (gamma, lamb), level in zip(levels, self.levels):
                own, y = o[:, level], e[level[0]] - e
                gamma += own.conj().T @ (p.rate(y)[:, None] * own)
                lamb += own.conj().T @ (p.shift(y)[:, None] * own)
            if not c:
                continue
            # Coherences into populations, O_kn rho_nm O*_km, and populations into coherences, O_nk rho_kk O*_mk.
            into = 2 * p.rate(e[n][None, :] - e[:, None]) * o[:, n] * o[:, m].conj()
            gain[:size, size : size + c] += into.real
            gain[:size, size + c :] -= into.imag
            out = p.rate(e[None, :] - e[n][:, None]) * o[n, :] * o[m, :].conj()
            gain[size : size + c, :size] += out.real
            gain[size + c :, :size] += out.imag
            rate = p.rate(e[n][None, :] - e[n][:, None])
            one = rate * o[np.ix_(n, n)] * o[np.ix_(m, m)].conj()
            two = rate * o[np.ix_(n, m)] * o[np.ix_(m, n)].conj()
            re, im = slice(size, size + c), slice(size + c, size + 2 * c)
            gain[re, re] += (one + two).real
            gain[re, im] += (two - one).imag
            gain[im, re] += (one + two).imag
            gain[im, im] += (one - two).real
        loss = gain[:size, :size].sum(axis=0)
        place = {(a, b): k for k, (a, b) in enumerate(pairs)}
        inside = np.ones(size, dtype=bool)
        for (gamma, lamb), level in zip(levels, self.levels):
            inside[level] = False
            d = len(level)
            k = -gamma / 2 - 1j * lamb
            units = [(i, j, part) for i in range(d) for j in range(i, d) for part in ((1, 1j) if j > i else (1,))]
            at = [level[i] if i == j else size + place[level[i], level[j]] + (c if part == 1j else 0) for i, j, part in units]
            for (i, j, part), column in zip(units, at):
                rho = np.zeros((d, d), dtype=complex)
                rho[i, j] = part
                rho[j, i] = np.conj(part)
                change = k @ rho + rho @ k.conj().T
                for (r, s, of), row in zip(units, at):
                    gain[row, column] += change[r, s].imag if of == 1j else change[r, s].real
        diagonal = np.nonzero(inside)[0]
        gain[diagonal, diagonal] -= loss[diagonal]
        self.coherences = (n, m)
        return gain

    def solve(self):
        a = self.superoperator()
        size, n = len(a), self.starts[-1]
        trace = np.zeros(size)
        trace[:n] = 1
        if size <= MOST_DENSE:
            scale = np.abs(a).max()
            right = np.zeros(size)
            right[0] = scale
            a[0] = scale * trace
            return np.linalg.solve(a, right)
        sector = np.concatenate([np.repeat(np.arange(self.sites + 1), np.diff(self.starts))] + 2 * [np.searchsorted(self.starts, self.coherences[0], side="right") - 1])
        lists = [np.nonzero(sector == d)[0] for d in range(self.sites + 1)]
        factors = [lu_factor(a[np.ix_(own, own)] - np.outer(trace[own], trace[own]) * np.abs(a).max() / trace[own].sum()) for own in lists]
        rows = [a[own] for own in lists]
        sums = [[trace[own] @ a[np.ix_(own, of)] for of in lists] for own in lists]
        largest = np.abs(a).max()
        x = trace / n
        before = x
        for _ in range(300):
            for d, own in enumerate(lists):
                weight = trace[own] @ x[own]
                inflow = rows[d] @ x - rows[d][:, own] @ x[own]
                y = lu_solve(factors[d], -inflow - largest * trace[own] * weight / trace[own].sum())
                x[own] = y * weight / (trace[own] @ y)
            flux = np.array([[sums[p][q] @ x[lists[q]] for q in range(len(lists))] for p in range(len(lists))])
            np.fill_diagonal(flux, 0)
            balance = flux - np.diag(flux.sum(axis=0))
            balance[0] = 1
            factor = np.linalg.solve(balance, np.eye(len(lists))[0])
            for d, own in enumerate(lists):
                x[own] *= factor[d]
            x = x / (trace @ x)
            if np.abs(x - before).max() <= 1e-15:
                break
            before = x.copy()
        return x

    def expectations(self, x):
        n = self.starts[-1]
        populations = x[:n]
        j = self.elements_inside(self.current)
        down = np.repeat(np.arange(self.sites + 1), np.diff(self.starts))
        a, b = self.coherences
        c = len(a)
        rho = x[n : n + c] + 1j * x[n + c :]
        current = populations @ j[0] + 2 * (rho @ j[1]).real
        return [self.energies @ populations / self.sites, current / self.sites, populations @ (self.sites / 2 - down) / self.sites]

    def elements_inside(self, words):
        """<n|X|n>, and <m|X|n> of the coherences."""
        n, m = self.coherences
        diagonal, crossed = [], np.zeros(len(n), dtype=complex)
        for d in range(self.sites + 1):
            o = words.between(self.lists, self.place, d, d) @ self.vectors[d]
            diagonal.append(np.einsum("ij,ij->j", self.vectors[d].conj(), o).real)
            own = np.nonzero((n >= self.starts[d]) & (m < self.starts[d + 1]))[0]
            if len(own):
                crossed[own] = np.einsum(
                    "ij,ij->j", self.vectors[d][:, m[own] - self.starts[d]].conj(), o[:, n[own] - self.starts[d]]
                )
        return np.concatenate(diagonal), crossed


class Work:
    def __init__(self, given):
        self.given = given

    def run(self):
        g = self.given
        chain = Chain(
            g["sites"], g["delta"], g["field"], g["mixing"], g["frequency"], g["strength"], g["damping"],
            (g["temperature"], g["phononFrequency"], g["phononWidth"]),
        )
        chain.diagonalise()
        return chain.expectations(chain.solve())

    def result(self, found):
        return [float(x) for x in found]


def prepare(given):
    return Work(given)
