#!/usr/bin/env python3
"""Checks certificates of spinlaw and prints what they prove.

    python3 check_certificate.py FILE...        0: all accepted, 1: one is rejected, 2: one cannot be read
    python3 check_certificate.py --lines        a JSON text in each line of the input: one JSON answer per line

It was written from docs/reference/certificates.md alone, needs Python 3.9 and nothing else, and shares no code with spinlaw.

An operator is (den, {(word, place): {monomial: (re, im)}}): whole numbers over one denominator, none of them zero. A word is a text of
letters. A place is (sum, at, k, u, bath, levels): sum is whether `at` is r of a sum over r + P m with the weight m^k u^m, u is a
monomial, bath is None or the sites from the displacement, which is at the place, to the word; levels is None or (unit, position).
A monomial is a sorted tuple of (generator, twice its exponent).
"""
import json
import re
import sys
from math import gcd

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
LARGE = 10**1000
FAR = 2**40
RESERVED = set(
    "i j t x e pi S Sx Sy Sz I X Y Z sigma sigmax sigmay sigmaz hc sum param legs species spin prove refute solve for with on "
    "hamiltonian drive bath jump gas true false cites real complex sqrt sin cos exp conj dag dot cross vector hermitian range norm2 "
    "overlap degree terms support symmetries conserved dimension latex reflect translate truncate twist spinflip timereverse density fourier "
    "charge boost perturb integrable trace eigenvalues matrix expect thermal groundstate eigenstate product delta".split())
GREEK = re.compile("(?<![A-Za-z])(epsilon|var(epsilon|phi|theta|rho|sigma))(?![A-Za-z])")
NUMBERS = re.compile("(eps|gamma|lambda|alpha|theta|phi|chi|pi)(?![A-Za-z])")
# σ_a σ_b = i^n σ_c
TABLE = {"II": (0, "I"), "XX": (0, "I"), "YY": (0, "I"), "ZZ": (0, "I"), "XY": (1, "Z"), "YZ": (1, "X"), "ZX": (1, "Y"), "YX": (3, "Z"),
         "ZY": (3, "X"), "XZ": (3, "Y"), "IX": (0, "X"), "IY": (0, "Y"), "IZ": (0, "Z"), "XI": (0, "X"), "YI": (0, "Y"), "ZI": (0, "Z")}
TURNS = [lambda a, b: (a, b), lambda a, b: (-b, a), lambda a, b: (-a, -b), lambda a, b: (b, -a)]


class Rejected(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Rejected(reason)


def number(value, low, high, what):
    need(type(value) is int and low <= value <= high, what + " is not a whole number from %d to %d" % (low, high))
    return value


def items(value, what, length=None):
    need(type(value) is list and (length is None or len(value) == length), what + " is not such a list")
    return value


def fields(value, what, names, more=()):
    need(type(value) is dict, what + " is not an object")
    need(set(names) <= set(value) <= set(names) | set(more), what + " has other fields than it should")
    return [value.get(name) for name in list(names) + list(more)]


def parse(text):
    need(len(text) <= 200_000_000 and not re.search(r"[^\t\n\r -~]|\\", text), "the text has a character that certificates do not have")
    depth = 0
    for c in re.findall(r"[\[\]{}]", text):
        depth += 1 if c in "[{" else -1
        need(depth <= 12, "the text is nested too deeply")
    try:
        value = json.loads(text)
    except ValueError:
        raise Rejected("the text is not JSON")
    plain = re.sub(r"[ \t\r\n]", "", json.dumps(value, separators=(",", ":")))
    need(plain == re.sub(r"[ \t\r\n]", "", text), "a field is given twice, or a number is not plain")
    return value


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def weigh(digits):
    return 1 + (digits // 64) ** 2


def sign(n):
    return -1 if n % 2 else 1


def expand(d, k, e=0, l=0):
    """(m + d)^k (m + e)^l by powers of m"""
    poly = [1]
    for shift in [d] * k + [e] * l:
        poly = [(poly[p] * shift if p < len(poly) else 0) + (poly[p - 1] if p else 0) for p in range(len(poly) + 1)]
    return poly


def letter(place):
    return place[1] + (place[4] or 0)


class Checker:
    def __init__(self, document, length):
        _, period, parameters, steps, claims = fields(document, "the certificate", ["format", "period", "parameters", "steps", "claims"])
        self.period = number(period, 1, 240, "the period")
        self.work = 2_000_000 + 1000 * length
        self.generators, self.names, self.mode = {}, {}, None
        self.positive, self.nonzero, self.texts, self.has_levels = set(), set(), {}, None
        for entry in items(parameters, "parameters"):
            self.declare(*items(entry, "a parameter", 2))
        taken = [a for a in "AKQRTUVW" if not any(re.match(a + "[0-9]", name) for name in self.names)]
        need(taken, "the parameters leave no letter for the operators")
        self.letter, self.steps, lines = taken[0], [], []
        for step in items(steps, "steps"):
            self.steps.append(self.step(step))
        for claim in items(claims, "claims"):
            kind = "differ" if type(claim) is dict and "differ" in claim else "equal"
            a, b = [number(n, 1, len(self.steps), "a step") for n in items(fields(claim, "a claim", [kind])[0], "a claim", 2)]
            need(self.same(self.steps[a - 1][0], self.steps[b - 1][0]) == (kind == "equal"), "a claim is wrong")
            lines.append("%s %s = %s" % ("prove" if kind == "equal" else "refute", self.operand(a)[1], self.operand(b)[1]))
        need(lines, "nothing is claimed")
        head = []
        for domain in ["real", "complex", "phase"]:
            names = [name for name, its in self.names.items() if its == domain]
            if names:
                head.append("param %s %s" % (", ".join(names), domain))
        granted = [name + (" > 0" if name in self.positive else " != 0") for name in self.names if name in self.positive | self.nonzero]
        if granted:
            head.append("# for " + ", ".join(granted))
        self.statement = "\n".join(head + ["%s%d = %s" % (self.letter, k + 1, s[1]) for k, s in enumerate(self.steps) if s[1] != "0"] + lines)

    def spend(self, amount):
        self.work -= amount
        need(self.work >= 0, "checking it takes more work than is allowed for a text of this length")

    # Parameters, monomials and coefficients

    def declare(self, name, domain):
        need(type(name) is str and len(name) <= 100 and type(domain) is str, "a parameter has no name")
        if domain == "mode":
            factors = re.sub(r"^[1-9][0-9]*(/[1-9][0-9]*)?( |$)", "", name).split(" ")
            real = all(self.names.get(re.sub(r"\^[1-9][0-9]?$", "", f)) == "real" for f in factors)
            need(name and self.mode is None and (real or factors == [""]), "a frequency is not a product of parameters")
            self.mode, self.generators["exp(i %s t)" % name] = name, "mode"
            return
        match = re.fullmatch("([A-Za-z]+)([0-9]+(_[A-Za-z0-9]+)?|_[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*)?", name)
        free = match and name not in RESERVED and (match[1] not in RESERVED or re.fullmatch("t[0-9]+", name))
        need(free and not GREEK.search(name) and not re.search("_[0-9]*j$", name), "no parameter is called " + name)
        need(domain in ("real", "complex", "phase") and name not in self.names, name + " has no domain, or two")
        self.names[name] = domain
        self.generators["exp(i %s)" % name if domain == "phase" else name] = domain
        if domain == "complex":
            self.generators["conj(%s)" % name] = "conjugate"

    def times(self, a, b):
        """a b = factor × monomial"""
        if not a or not b:
            return a or b, 1
        powers, factor = dict(a), 1
        for g, n in b:
            powers[g] = powers.get(g, 0) + n
            if self.generators[g] == "prime" and powers[g] == 2:
                factor, powers[g] = factor * int(g[5:-1]), 0
        need(factor < 2**53, "a product of roots grows too large")
        return self.monomial(powers), factor

    def monomial(self, powers):
        need(all(abs(n) <= 4000 for n in powers.values()), "an exponent grows too large")
        made = tuple(sorted((g, n) for g, n in powers.items() if n))
        need(len(made) <= 64, "a product of powers has too many generators")
        return made

    def power(self, u, n):
        return self.monomial({g: k * n for g, k in u})

    def conjugate(self, m, reverses=False):
        powers = {}
        for g, n in m:
            kind = self.generators[g]
            name = "conj(%s)" % g if kind == "complex" else g[5:-1] if kind == "conjugate" else g
            powers[name] = -n if kind == "phase" or (kind == "mode" and not reverses) else n
        return self.monomial(powers)

    def factor(self, text):
        if re.fullmatch(r"sqrt\([1-9][0-9]{0,5}\)", text):
            need(is_prime(int(text[5:-1])), text + " is not the root of a prime")
            self.generators[text] = "prime"
            return ((text, 1),)
        match = re.fullmatch(r"(.+?)(?:\^(?:(-?[1-9][0-9]{0,3})|\((-?[1-9][0-9]{0,3})/2\)))?", text)
        kind = self.generators.get(match[1]) if match else None
        need(kind and kind != "prime", text + " is not a power")
        doubled = int(match[3]) if match[3] else 2 * int(match[2] or 1)
        need(not match[3] or (kind == "real" and doubled % 2), text + " is not a root of a real parameter")
        if match[3]:
            self.positive.add(match[1])
        if doubled < 0 and kind in ("real", "complex", "conjugate"):
            self.nonzero.add(match[1][5:-1] if kind == "conjugate" else match[1])
        return self.monomial({match[1]: doubled})

    def coefficient(self, text):
        """(den, {monomial: (re, im)})"""
        need(type(text) is str and len(text) <= 20_000, "a coefficient is not a text, or too long")
        if text in self.texts:
            return self.texts[text]
        found, den = [], 1
        for part in text.split(" + "):
            head, *factors = part.split("*")
            match = re.fullmatch("(-?(?:0|[1-9][0-9]{0,999}))(?:/([1-9][0-9]{0,999}))?", head)
            need(match, part + " does not begin with a number")
            value, below, m, imaginary = int(match[1]), int(match[2] or 1), (), factors[:1] == ["i"]
            for f in factors[1:] if imaginary else factors:
                m, root = self.times(m, self.factor(f))
                value *= root
                need(abs(value) <= LARGE, "a number grows too long")
            den = den // gcd(den, below) * below
            need(den <= LARGE, "a number grows too long")
            found.append((m, imaginary, value, below))
        total = {}
        for m, imaginary, value, below in found:
            re_, im = total.get(m, (0, 0))
            total[m] = (re_, im + value * den // below) if imaginary else (re_ + value * den // below, im)
        common = den
        for re_, im in total.values():
            common = gcd(common, gcd(re_, im))
        self.texts[text] = den // common, {m: (x // common, y // common) for m, (x, y) in total.items() if x or y}
        return self.texts[text]

    # Operators

    def finish(self, den, total):
        """Leaves out zeros and common divisors, and returns (den, parts, digits)."""
        parts, common, most = {}, den, 0
        for key, row in total.items():
            row = {m: v for m, v in row.items() if v[0] or v[1]}
            if row:
                parts[key] = row
                for x, y in row.values():
                    common, most = gcd(common, gcd(x, y)), max(most, abs(x), abs(y))
        if not parts:
            return 1, {}, 1
        if common > 1:
            parts = {key: {m: (x // common, y // common) for m, (x, y) in row.items()} for key, row in parts.items()}
        need(most // common <= LARGE and den // common <= LARGE, "a number grows too long")
        return den // common, parts, len(str(max(most, den) // common))

    def combine(self, terms):
        den = 1
        for c, a in terms:
            self.spend(sum(map(len, a[1].values())) * (1 + len(c[1])) * weigh(a[2]))
            den = den // gcd(den, c[0] * a[0]) * c[0] * a[0]
            need(den <= LARGE**3, "a number grows too long")
        total = {}
        for c, a in terms:
            scale = den // (c[0] * a[0])
            for key, row in a[1].items():
                into = total.setdefault(key, {})
                for m, (x, y) in row.items():
                    for n, (re_, im) in c[1].items():
                        both, root = self.times(m, n)
                        f, before = scale * root, into.get(both, (0, 0))
                        into[both] = before[0] + f * (x * re_ - y * im), before[1] + f * (x * im + y * re_)
        return self.finish(den, total)

    def same(self, a, b):
        return not self.combine([((1, {(): (1, 0)}), a), ((1, {(): (-1, 0)}), b)])[1]

    def measure(self, a):
        n = [len(row) for row in a[1].values()]
        local = sum(len(row) for (_, place), row in a[1].items() if not place[0])
        return sum(n), local, max((len(w) for w, _ in a[1]), default=0), max((p[2] for _, p in a[1]), default=0)

    def product(self, a, b, bracket):
        (n, local, length, k), (n2, local2, length2, k2) = self.measure(a), self.measure(b)
        loose = n * n2 - local * local2
        need(bracket or not loose, "a product of sums over the chain")
        self.spend(n + n2)
        self.spend((local * local2 + loose * (length + length2) * (k + k2 + 1) ** 2) * weigh(a[2] + b[2]))
        total = {}
        for (w, p), row in a[1].items():
            for (v, q), row2 in b[1].items():
                for word, place, f, phase, turn in self.levels(p, q, bracket) if p[5] else self.meetings(w, p, v, q, bracket):
                    into = total.setdefault((word, place), {})
                    for m, (x, y) in row.items():
                        for m2, (x2, y2) in row2.items():
                            both, root = self.times(m, m2)
                            both = self.times(both, phase)[0]
                            c, s = TURNS[turn](f * root * (x * x2 - y * y2), f * root * (x * y2 + y * x2))
                            before = into.get(both, (0, 0))
                            into[both] = before[0] + c, before[1] + s
        return self.finish(a[0] * b[0], total)

    def levels(self, p, q, bracket):
        (unit, position), (unit2, position2) = p[5], q[5]
        need(position is None or position2 is None, "a product of two point scatterers")
        at = position if position2 is None else position2
        made = lambda unit, f: ("", (False, 0, 0, (), None, (unit, at)), f, (), 0)
        if not unit or not unit2:
            return [] if bracket else [made(unit or unit2, 1)]
        forward = [made((unit[0], unit2[1]), 1)] if unit[1] == unit2[0] else []
        return forward + ([made((unit2[0], unit[1]), -1)] if bracket and unit2[1] == unit[0] else [])

    def meetings(self, w, p, v, q, bracket):
        """All products of the words w at p and v at q: (word, place, factor, monomial, turn)"""
        fixed = None if p[0] or q[0] else letter(q) - letter(p) if w and v else 0
        if bracket and not (w and v):
            return
        for s in range(1 - len(v), len(w)) if fixed is None else [fixed]:
            if bracket and not -len(v) < s < len(w) or (fixed is None and (letter(p) + s - letter(q)) % self.period):
                continue
            low, high = min(0, s), max(len(w), s + len(v))
            need(high - low <= 31, "a word grows too long")
            made, turn, crossings = "", 0, 0
            for k in range(low, high):
                x, y = w[k] if 0 <= k < len(w) else "I", v[k - s] if 0 <= k - s < len(v) else "I"
                n, c = TABLE[x + y]
                made, turn, crossings = made + c, turn + n, crossings + (n > 0)
            if bracket and crossings % 2 == 0:
                continue
            word = made.strip("I")
            need(p[4] is None or q[4] is None, "a product of two bath displacements")
            # p is taken at n and q at n + e; for two sums, n is summed over, and becomes m − d
            apart = (letter(p) + s - letter(q)) // self.period
            n, e = (-apart if p[0] and not q[0] else 0), (apart if q[0] else 0)
            site, site2 = p[1] + self.period * n if p[0] else p[1], q[1] + (self.period * (n + e) if q[0] else 0)
            start = (site + (p[4] or 0) if w else letter(q)) + low + len(made) - len(made.lstrip("I"))
            at = site if p[4] is not None else site2 if q[4] is not None else start if word else 0
            bath = None if p[4] is None and q[4] is None else start - at if word else 0
            both = p[0] and q[0]
            d = at // self.period if both else 0
            phase = self.times(self.power(p[3], n - d), self.power(q[3], n + e - d))[0]
            u = self.times(p[3], q[3])[0] if both else ()
            for k, f in enumerate(expand(-d, p[2], e - d, q[2]) if both else [n ** p[2] * (n + e) ** q[2]]):
                if f:
                    need(k <= 32, "a power of j grows too large")
                    need(abs(at) <= FAR and abs(bath or 0) <= FAR, "a site is too far out")
                    yield word, (both, at - self.period * d, k, u, bath, None), f * (2 if bracket else 1), phase, turn % 4

    def put(self, letters, place):
        """The letters at a place as (word, place, factor, monomial): without blanks at the ends, and with 0 ≤ r < P"""
        word, (is_sum, at, k, u, bath, levels) = letters.strip("I"), place
        need(len(word) <= 31, "a word grows too long")
        blank = len(letters) - len(letters.lstrip("I"))
        at, bath = (at if word else 0, None) if bath is None else (at, bath + blank if word else 0)
        at += blank if word and bath is None else 0
        d = at // self.period if is_sum else 0
        for power, f in enumerate(expand(-d, k)):
            if f:
                need(abs(at - self.period * d) <= FAR and abs(bath or 0) <= FAR, "a site is too far out")
                yield word, (is_sum, at - self.period * d, power, u, bath, levels), f, self.power(u, -d)

    def mapped(self, a, images, den=1, change=lambda m: m, conjugates=False):
        total = {}
        for (word, place), row in a[1].items():
            for letters, there, factor, turn, monomial in images(word, place):
                self.spend(len(row) * (len(letters) + 1 + there[2] ** 2) * weigh(a[2]))
                for key, at, f, phase in self.put(letters, there):
                    into = total.setdefault((key, at), {})
                    for m, (x, y) in row.items():
                        m = change(m)
                        if m is None:
                            continue
                        m = self.times(self.times(m, phase)[0], monomial)[0]
                        c, s = TURNS[turn % 4](x * factor * f, (-y if conjugates else y) * factor * f)
                        before = into.get(m, (0, 0))
                        into[m] = before[0] + c, before[1] + s
        return self.finish(a[0] * den, total)

    def scalar(self, re_, den=1):
        self.spend(2 if re_ else 1)
        return self.finish(den, {("", (False, 0, 0, (), None, None)): {(): (re_, 0)}})

    def overlap(self, a, b):
        kinds, pairs, total = set(), 0, {}
        for _, (is_sum, _, k, u, bath, _) in list(a[1]) + list(b[1]):
            need(k == 0 and bath is None, "an overlap with powers of j or displacements")
            kinds.add((is_sum, u))
        self.spend(sum(map(len, a[1].values())) + sum(map(len, b[1].values())))
        need(len(kinds) <= 1, "an overlap of a sum and another operator, or of sums with different phases")
        for key, row in a[1].items():
            for m, (x, y) in row.items():
                for n, (t, u) in b[1].get(key, {}).items():
                    # A word of a sum is at one site in P, but a number in a sum at each.
                    both, root = self.times(self.conjugate(m), n)
                    f = root * (self.period if key[1][0] and not key[0] else 1)
                    pairs, before = pairs + 1, total.get(both, (0, 0))
                    total[both] = before[0] + f * (x * t + y * u), before[1] + f * (x * u - y * t)
        self.spend(pairs * (weigh(a[2] + b[2]) + 1) + 1)
        den = a[0] * b[0] * (self.period if any(is_sum for is_sum, _ in kinds) else 1)
        return self.finish(den, {("", (False, 0, 0, (), None, None)): total})

    # The maps

    def adjoint(self, a):
        turned = lambda w, p: [(w, (*p[:3], self.power(p[3], -1), p[4], p[5] and (p[5][0][::-1], p[5][1])), 1, 0, ())]
        return self.mapped(a, turned, change=self.conjugate, conjugates=True)

    def timereversal(self, a):
        turned = lambda w, p: [(w, (*p[:3], self.power(p[3], -1), *p[4:]), sign(len(w) - w.count("I")), 0, ())]
        return self.mapped(a, turned, change=lambda m: self.conjugate(m, True), conjugates=True)

    def spinflip(self, a):
        return self.mapped(a, lambda w, p: [(w, p, sign(w.count("Y") + w.count("Z")), 0, ())])

    def translation(self, a, by):
        return self.mapped(a, lambda w, p: [(w, (p[0], p[1] + by, *p[2:]), 1, 0, ())])

    def reflection(self, a):
        def image(w, p):
            last = max(len(w) - 1, 0)
            at, bath = (-p[1] - last, None) if p[4] is None else (-p[1], -p[4] - last)
            return [(w[::-1], (p[0], at, p[2], self.power(p[3], -1), bath, p[5]), sign(p[2]), 0, ())]
        return self.mapped(a, image)

    def twist(self, a, u, flips):
        longest = max((len(w) for w, _ in a[1]), default=0)

        def image(w, p):
            turned = [k for k, c in enumerate(w) if c in "XY"]
            need(len(turned) <= 10, "a twist of a word with too many letters X and Y")
            self.spend(4 ** len(turned))
            for choice in range(4 ** len(turned)):
                made, charge, moment, turn = list(w), 0, 0, 0
                for k in turned:
                    choice, digit = divmod(choice, 4)
                    e = 1 if digit % 2 == 0 else -1
                    charge, moment = charge + e, moment + e * (letter(p) + k)
                    if digit >= 2:
                        turn, made[k] = turn + (e if w[k] == "X" else -e), "Y" if w[k] == "X" else "X"
                need(not p[0] or flips * charge * self.period % 2 == 0, "a twist by pi of a sum with an odd period")
                along = self.times(p[3], self.power(u, charge * self.period))[0] if p[0] else ()
                f = 2 ** (longest - len(turned)) * sign(flips * moment)
                yield "".join(made), (*p[:3], along, *p[4:]), f, turn, self.power(u, moment)
        return self.mapped(a, image, den=2**longest)

    def truncation(self, a, n):
        self.spend(self.measure(a)[0])
        return self.mapped(a, lambda w, p: [(w, p, 1, 0, ())] if len(w) <= n else [])

    def fourier(self, a, n):
        mode = self.mode or "1"
        need(not re.match("[1-9]", mode) or mode == "1", "Fourier components of another frequency")
        self.nonzero.update(re.sub(r"\^.*", "", factor) for factor in mode.split(" "))

        def change(m):
            modes = [k for g, k in m if self.generators[g] == "mode"] or [0]
            return tuple((g, k) for g, k in m if self.generators[g] != "mode") if modes[0] == 2 * n else None
        return self.mapped(a, lambda w, p: [(w, p, 1, 0, ())], change=change)

    def ring(self, a, sites):
        def image(w, p):
            need(p[2] == 0 and p[3] == () and len(w) <= sites and not (p[0] and sites % self.period), "an operator that does not fit a ring")
            if p[0] and not w and p[4] is None:
                yield "", (False, 0, 0, (), None, None), sites, 0, ()
                return
            for m in range(sites // self.period if p[0] else 1):
                around = ["I"] * sites
                for k, c in enumerate(w):
                    around[(letter(p) + m * self.period + k) % sites] = c
                at = 0 if p[4] is None else (p[1] + m * self.period) % sites
                yield "".join(around), (False, at, 0, (), None if p[4] is None else -at, None), 1, 0, ()
        return self.mapped(a, image)

    def open(self, a, sites):
        def image(w, p):
            if not w and p[4] is None:
                return [("", (False, 0, 0, (), None, None), sites if p[0] else 1, 0, ())]
            ends = [letter(p), letter(p) + max(len(w) - 1, 0)] + ([] if p[4] is None else [p[1]])
            low, high = min(ends), max(ends)
            need(high - low < sites and (p[0] or (low >= 0 and high < sites)), "an operator that does not fit an open chain")
            step = self.period if p[0] else 0
            span = range(-(low // self.period), (sites - 1 - high) // self.period + 1) if p[0] else [0]
            return [(w, (False, p[1] + m * step, 0, (), p[4], None), m ** p[2], 0, self.power(p[3], m)) for m in span]
        return self.mapped(a, image)

    def within(self, a, sites):
        """Are the words outside of sums, and their displacements, on the sites 0 … N − 1?"""
        for word, place in a[1]:
            if not place[0]:
                inside = not word or 0 <= letter(place) <= sites - len(word)
                need(inside and (place[4] is None or 0 <= place[1] < sites), "an operator at sites outside of a ring")

    def range(self, a, ring=None):
        self.spend(self.measure(a)[0])
        arcs = [min([len(w)] + [ring - len(gap) for gap in re.findall("I+", w) if ring]) for w, _ in a[1]]
        return self.scalar(max(arcs, default=0))

    def degree(self, a):
        self.spend(self.measure(a)[0])
        energy = lambda g: self.generators[g] in ("real", "complex", "conjugate") and not NUMBERS.match(g.replace("conj(", ""))
        found = {sum(n for g, n in m if energy(g)) for row in a[1].values() for m in row}
        need(len(found) == 1, "the degree of 0, or of parts with different degrees")
        return self.scalar(found.pop(), 2)

    def count(self, a):
        need(self.period == 1, "words are counted for the period 1 only")
        self.spend(self.measure(a)[0])
        return self.scalar(len(a[1]))

    # Steps

    ONE = {"adjoint": "dag(%s)", "reflection": "reflect(%s)", "spinflip": "spinflip(%s)", "timereversal": "timereverse(%s)",
           "range": "range(%s)", "degree": "degree(%s)", "count": "terms(%s)"}
    TWO = {"commutator": "[%s, %s]", "product": "%s %s", "overlap": "overlap(%s, %s)"}
    WHOLE = {"translation": ("by", -(2**29), 2**29), "fourier": ("mode", -4000, 4000), "ring": ("sites", 2, 1024),
             "open": ("sites", 1, 1024), "ringrange": ("sites", 2, 1024), "truncation": ("sites", 0, 31)}
    TEXTS = {"translation": "translate(%s, %d)", "truncation": "truncate(%s, %d)", "fourier": "fourier(%s, %d)", "ring": "on ring(%d): %s", "open": "on open(%d): %s",
             "ringrange": "on ring(%d): range(%s)"}

    def operand(self, n):
        step = self.steps[number(n, 1, len(self.steps), "an operand") - 1]
        return step, "0" if step[1] == "0" else "%s%d" % (self.letter, n)

    def step(self, value):
        need(type(value) is dict and value, "a step is not an object")
        kind = next(iter(value))
        extra = "by" if kind == "twist" else self.WHOLE[kind][0] if kind in self.WHOLE else None
        content, *rest = fields(value, "a step", [kind] + ([extra] if extra else []), ["words"])
        if kind == "words":
            return self.words(content)
        need(not self.has_levels or kind in ("commutator", "product", "combination", "adjoint", "fourier"), kind + " of level operators")
        made = self.operation(kind, content, rest[0] if extra else None)
        if "words" in value:
            need(self.same(made[0], self.words(rest[-1])[0]), "a step does not give its words")
        return made

    def operation(self, kind, content, argument):
        if kind == "combination":
            terms = [(self.coefficient(items(t, kind, 2)[0]), *self.operand(t[1]), t[0]) for t in items(content, kind)]
            need(terms, "nothing is combined")
            return self.combine([(c, s[0]) for c, s, _, _ in terms]), " + ".join("(%s) %s" % (t, n) for _, _, n, t in terms)
        if kind in self.TWO:
            (a, name), (b, name2) = [self.operand(n) for n in items(content, kind, 2)]
            made = self.overlap(a[0], b[0]) if kind == "overlap" else self.product(a[0], b[0], kind == "commutator")
            two_zeros = kind == "product" and name == name2 == "0"
            return made, "0*0" if two_zeros else self.TWO[kind] % (name, name2)
        need(kind in self.ONE or kind in self.WHOLE or kind == "twist", kind + " is not a step")
        a, name = self.operand(content)
        if kind == "twist":
            return self.twist(a[0], *self.angle(argument)), "twist(%s, %s)" % (name, argument)
        if kind in self.ONE:
            return getattr(self, kind)(a[0]), self.ONE[kind] % name, *([a[0]] if kind == "reflection" else [])
        n = number(argument, *self.WHOLE[kind][1:], kind)
        if kind == "ring" and len(a) > 2:
            self.spend(len(a[1]))
            name = a[1]
        if kind in ("ring", "ringrange"):
            self.within(a[2] if kind == "ring" and len(a) > 2 else a[0], n)
        text = self.TEXTS[kind] % ((name, n) if kind in ("translation", "truncation", "fourier") else (n, name))
        made = self.range(self.ring(a[0], n), n) if kind == "ringrange" else getattr(self, kind)(a[0], n)
        return made, text, *([a[0]] if kind == "translation" else [])

    def angle(self, text):
        need(type(text) is str and len(text) <= 20_000, "an angle is not a text, or too long")
        u, flips = (), 0
        for part in text.split(" + "):
            match = re.fullmatch("(-?[1-9][0-9]{0,3}) ([A-Za-z0-9_]+)", part)
            need(match and (match[2] == "pi" or self.names.get(match[2]) == "phase"), part + " is not an angle")
            if match[2] == "pi":
                flips += int(match[1])
            else:
                u = self.times(u, self.monomial({"exp(i %s)" % match[2]: 2 * int(match[1])}))[0]
        return u, flips

    def words(self, value):
        terms, texts = [], []
        for group in items(value, "words"):
            need(len(items(group, "a group")) in (3, 4), "a group is not such a list")
            c, is_levels = self.coefficient(group[0]), group[1] == "levels"
            self.has_levels = is_levels if self.has_levels is None else self.has_levels
            need(self.has_levels == is_levels, "level operators and words in one certificate")
            words, place, text = self.level(group) if is_levels else self.group(group)
            counts = {}
            for word in words:
                key = ("" if word == "1" else word, place)
                counts[key] = {(): (counts[key][()][0] + 1 if key in counts else 1, 0)}
            terms.append((c, self.finish(1, counts)))
            texts.append((place[0], text))
        text = " + ".join([t for is_sum, t in texts if not is_sum] + [t for is_sum, t in texts if is_sum])
        return self.combine(terms), text or "0"

    def level(self, group):
        c, _, unit, position = items(group, "a level operator", 4)
        unit = tuple(number(n, 0, 9999, "a level") for n in items(unit, "a level operator"))
        need(len(unit) == 2 or (not unit and position is not None), "a level operator has two levels")
        at = None
        if position is not None:
            den, parts = self.coefficient(position)
            real = all(not y and all(self.generators[g] in ("real", "prime") for g, _ in m) for m, (_, y) in parts.items())
            need(real, "a position is not real")
            at = (den, tuple(sorted(parts.items())))
        text = "(%s)%s%s" % (c, "" if at is None else " δ(x - (%s))" % position, " |%d><%d|" % unit if unit else "")
        return ["1"], (False, 0, 0, (), None, (unit, at)), text

    def group(self, group):
        c, given, words = group[:3]
        need(type(words) is str, "words are not a text")
        bath = number(group[3], -(2**29), 2**29, "a displacement") if len(group) == 4 else None
        words, is_sum = words.split(" "), type(given) is list
        for word in words:
            need(re.fullmatch("1|[XYZ]([IXYZ]{0,29}[XYZ])?", word) and (word != "1" or not bath), word + " is not a word")
        at, k, angle = items(given, "a place", 3) if is_sum else (given, 0, "")
        number(at, 0 if is_sum else -(2**29), self.period - 1 if is_sum else 2**29, "a place")
        number(k, 0, 32, "a power of j")
        u, flips = ((), 0) if angle == "" else self.angle(angle)
        need(flips == 0, "a sum has a sign")
        need("1" not in words or bath is not None or not (at or k or u), "a number has a site or a weight")
        need("1" not in words or bath is not None or not is_sum or len(words) == 1, "a number in a sum has a group of its own")

        def site(n):
            if not is_sum:
                return "<%d>" % (at + n)
            j = "j" if self.period == 1 else "%dj" % self.period
            return "j" if self.period == 1 and at + n == 0 else "<%s%s>" % (j, "%+d" % (at + n) if at + n else "")
        written = [" ".join("%s_%s" % (l, site(n + (bath or 0))) for n, l in enumerate(word) if l in "XYZ") or "1" for word in words]
        weight = "sum_j " * is_sum + ("" if k == 0 else "j " if k == 1 else "j^%d " % k) + ("exp(i (%s) j) " % angle if angle else "")
        text = "%s(%s) %s" % (weight, c, written[0] if len(written) == 1 else "(%s)" % " + ".join(written))
        return words, (is_sum, at, k, u, bath, None), text + ("" if bath is None else " (a_%s + a†_%s)" % (site(0), site(0)))


def check(text):
    """The statement that a certificate proves; raises Rejected."""
    document = parse(text)
    form = document.get("format") if type(document) is dict else None
    if form == "spinlaw-certificate-2":
        return Checker(document, len(text)).statement
    raise Rejected("the text has no format of certificates")


def main(arguments):
    sys.stdout.reconfigure(encoding="utf-8")
    if arguments == ["--lines"]:
        for line in sys.stdin:
            try:
                answer = {"accepted": True, "statement": check(json.loads(line))}
            except Rejected as reason:
                answer = {"accepted": False, "reason": str(reason)}
            print(json.dumps(answer), flush=True)
        return 0
    code = 0 if arguments else 2
    for file in arguments or [""]:
        try:
            with open(file, encoding="utf-8", newline="") as opened:
                print("accepted %s\n%s" % (file, check(opened.read())))
        except Rejected as reason:
            print("REJECTED %s\n%s" % (file, reason))
            code = max(code, 1)
        except (OSError, UnicodeDecodeError) as problem:
            print("%s: %s" % (file, problem) if file else __doc__, file=sys.stderr)
            code = 2
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
