"""Ground terms that are not polynomial: a variable of their own each, with a side condition for what it stands for."""

from __future__ import annotations

from fractions import Fraction

from prefshift_sym.readings.ground_values import (
    ONE,
    Atom,
    Ground,
    Quotient,
    Values,
    degree,
    disjunction,
    negation,
)
from prefshift_sym.readings.polynomial import Polynomial, without_factor


class Functions(Values):
    """Choices by cases, max and min, abs and sign, roots, exponentials and logarithms, on top of the arithmetic."""

    def choose(self, condition: Ground, then: Quotient, other: Quotient) -> Quotient:
        """Return a variable that is `then` where the condition holds, and `other` elsewhere."""
        key = ("choose", condition, then, other)
        if key not in self.memory:
            chosen = self.fresh("c", int(then.sign and other.sign))
            self.memory[key] = chosen
            self.side.always += [
                disjunction((negation(condition), self._stands_for(chosen, then))),
                disjunction((condition, self._stands_for(chosen, other))),
            ]
        return self.memory[key]

    def apply(self, function: str, arguments: list[Quotient]) -> Quotient:
        """Return a function of quotients."""
        match function:
            case "max" | "min":
                return self._extremum(function, arguments)
            case "abs" | "sign":
                (argument,) = arguments
                zero, one = self.number(Fraction(0)), self.number(Fraction(1))
                negative = self.compare(argument, "<", zero)
                if function == "abs":
                    opposite = self.subtract(zero, argument)
                    return self._settle(negative, opposite, argument, sign=1)
                least = self._settle(negative, self.subtract(zero, one), zero)
                return self._settle(self.compare(argument, ">", zero), one, least)
            case "sqrt":
                return self._square_root(arguments[0])
            case "exp":
                return self._exponential(arguments[0])
            case _:
                return self._logarithm(arguments[0])

    def _settle(self, condition: Ground, then: Quotient, other: Quotient, sign: int = 0) -> Quotient:
        if isinstance(condition, bool):
            return then if condition else other
        chosen = self.choose(condition, then, other)
        return Quotient(chosen.top, chosen.bottom, max(sign, chosen.sign))

    def _extremum(self, function: str, arguments: list[Quotient]) -> Quotient:
        result = arguments[0]
        signs = [argument.sign for argument in arguments]
        sign = int(any(signs) if function == "max" else all(signs))
        for argument in arguments[1:]:
            below = self.compare(result, "<" if function == "max" else ">", argument)
            result = self._settle(below, argument, result)
        return Quotient(result.top, result.bottom, max(sign, result.sign))

    def _square_root(self, argument: Quotient) -> Quotient:
        key = ("sqrt", argument)
        if key not in self.memory:
            root = self.fresh("s", 1)
            self.memory[key] = root
            zero = self.number(Fraction(0))
            self.side.always += [
                self.compare(root, ">=", zero),
                disjunction((self.compare(argument, "<", zero), self._stands_for(self.multiply(root, root), argument))),
            ]
        return self.memory[key]

    def _exponential(self, argument: Quotient) -> Quotient:
        tilt = self._tilt(argument)
        if tilt is not None:
            return tilt
        key = ("exp", argument)
        if key not in self.memory:
            result = self.fresh("e", 1)
            self.memory[key] = result
            self.side.exponentials.append((self._named(argument), result.top))
        return self.memory[key]

    def _logarithm(self, argument: Quotient) -> Quotient:
        """Return the sum of the logarithms of the factors: where the argument is positive, and they are not negative, so are they."""
        pieces = self._factors(argument)
        if pieces is None:
            return self._plain_logarithm(self._named(argument))
        total = self.number(Fraction(0))
        for factor, power in pieces:
            total = self.add(total, self.multiply(self.number(Fraction(power)), self._log_of_factor(factor)))
        return Quotient(total.top, total.bottom)

    def _factors(self, argument: Quotient) -> list[tuple[Polynomial, int]] | None:
        """Return the argument as a product of powers of factors that are known not to be negative, or None."""
        if not argument.sign or any(factor not in self.positive for factor, _ in argument.bottom):
            return None
        rest, pieces = argument.top, [(factor, -power) for factor, power in argument.bottom]
        for name in sorted(rest.variables):
            known = name[0] == "w" and name[1:].isdigit()
            if known or name.rsplit("_", 1)[0] in self.nonnegative or (name == "alpha" and self.interior):
                lower = without_factor(rest, name)
                power = degree(rest, name) - degree(lower, name)
                rest = lower
                pieces += [(Polynomial.variable(name), power)] if power else []
        return pieces if rest == ONE else [*pieces, (rest, 1)]

    def _log_of_factor(self, factor: Polynomial) -> Quotient:
        name = next(iter(factor.variables), "") if len(factor.terms) == 1 else ""
        if name[:1] == "w" and name[1:].isdigit() and factor == Polynomial.variable(name):
            return Quotient(Polynomial.variable(f"x{name[1:]}"))
        return self._plain_logarithm(factor)

    def _plain_logarithm(self, argument: Polynomial) -> Quotient:
        if argument == ONE:
            return self.number(Fraction(0))
        key = ("log", argument)
        if key not in self.memory:
            result = self.fresh("l")
            self.memory[key] = result
            self.side.logarithms.append((result.top, argument))
        return self.memory[key]

    def _named(self, value: Quotient) -> Polynomial:
        """Return a polynomial equal to the quotient, through a new variable where it has a denominator."""
        if not value.bottom:
            return value.top
        key = ("named", value)
        if key not in self.memory:
            name = self.fresh("q", value.sign)
            self.memory[key] = name
            self.side.always.append(self._stands_for(name, value))
        return self.memory[key].top

    def _stands_for(self, name: Quotient, value: Quotient) -> Ground:
        """Return that a variable equals a quotient, wherever the quotient is defined."""
        zero: list[Ground] = [Atom(factor, "==") for factor, _ in value.bottom if factor not in self.nonzero]
        return disjunction((*zero, self.compare(name, "==", value)))

    def _tilt(self, argument: Quotient) -> Quotient | None:
        """Return exp of an integer combination of the x as a product of tilts, or None."""
        parts = dict(argument.bottom)
        beta = Polynomial.variable("beta")
        if parts not in ({}, {beta: 1}):
            return None
        result = self.number(Fraction(1))
        for monomial, coefficient in argument.top.terms.items():
            names = dict(monomial)
            if parts:
                if names.pop("beta", 0) != 1:
                    return None
            ((name, power),) = names.items() if len(names) == 1 else (("", 0),)
            if power != 1 or name[0] != "x" or coefficient.denominator != 1:
                return None
            tilt = Quotient(Polynomial.variable(f"w{name[1:]}"), (), 1)
            result = self.multiply(result, self.integer_power(tilt, int(coefficient)))
        return result
