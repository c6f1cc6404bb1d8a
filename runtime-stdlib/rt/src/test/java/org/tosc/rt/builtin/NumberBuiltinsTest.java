package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

class NumberBuiltinsTest {
  private final Calling calling = new Calling();

  @Test
  void conversions() {
    calling.check(
        """
        int('42') -> 42
        int(' -7 ') -> -7
        int('+5') -> 5
        int('0x1F') -> 31
        int('-0b101') -> -5
        int('0o17') -> 15
        int('1_000') -> 1000
        int('1__0') -> !ValueError
        int('_1') -> !ValueError
        int('4x') -> !ValueError
        int('') -> !ValueError
        int('2.5') -> !ValueError
        int('٣') -> !ValueError
        int('9223372036854775807') -> 9223372036854775807
        int('-9223372036854775808') -> -9223372036854775808
        int('9223372036854775808') -> !OverflowError
        int('ff', 16) -> 255
        int('0xff', 16) -> 255
        int('z', 36) -> 35
        int('1', 1) -> !ValueError
        int(3.9) -> 3
        int(-3.9) -> -3
        int(true) -> 1
        int(1e19) -> !OverflowError
        int(null) -> !TypeError
        int([]) -> !TypeError
        float('2.5') -> 2.5
        float(' -1e3 ') -> -1000
        float('.5') -> 0.5
        float('5.') -> 5
        float('inf') -> inf
        float('-Infinity') -> -inf
        float('nan') -> nan
        float('1_000.5') -> 1000.5
        float('two') -> !ValueError
        float('1d') -> !ValueError
        float('0x10') -> !ValueError
        float('1e') -> !ValueError
        float('.') -> !ValueError
        float('') -> !ValueError
        float('1e400') -> inf
        float(true) -> 1
        float(null) -> !TypeError
        bool(0) -> true
        bool('') -> true
        bool(null) -> false
        str([1, 'a', null]) -> '[1, \\"a\\", nil]'
        str(2.5) -> '2.5'
        repr('a') -> '\\"a\\"'
        """);
  }

  @Test
  void rounding() {
    calling.check(
        """
        floor(2.7) -> 2
        floor(-2.1) -> -3
        ceil(2.1) -> 3
        ceil(-2.7) -> -2
        trunc(-2.9) -> -2
        round(2.5) -> 3
        round(-2.5) -> -3
        round(0.49999999999999994) -> 0
        round(-0.5) -> -1
        round(4503599627370497.5) -> 4503599627370498
        round(7) -> 7
        round(3.14159, 2) -> 3.14
        round(2.675, 2) -> 2.67
        round(-1.005, 2) -> -1
        round(1234, -2) -> 1200
        round(1250, -2) -> 1300
        round(1e300) -> !OverflowError
        floor(1e19) -> !OverflowError
        floor('a') -> !TypeError
        """);
    assertEquals("!ValueError", calling.shown("round", Double.NaN));
    assertEquals("nan", calling.shown("round", Double.NaN, 2L));
  }

  @Test
  void functions() {
    calling.check(
        """
        abs(-3) -> 3
        abs(-2.5) -> 2.5
        abs(-9223372036854775808) -> !OverflowError
        abs('a') -> !TypeError
        pow(2, 10) -> 1024
        pow(2, -1) -> 0.5
        sqrt(16) -> 4
        sqrt(-1) -> nan
        sqrt('4') -> !TypeError
        sqrt(true) -> !TypeError
        cbrt(27) -> 3
        hypot(3, 4) -> 5
        log(1) -> 0
        log(8, 2) -> 3
        log(0) -> -inf
        log2(8) -> 3
        log2(1e300) -> 996.5784284662087
        log10(1000) -> 3
        exp(0) -> 1
        sin(0) -> 0
        cos(0) -> 1
        tanh(0) -> 0
        sinh(0) -> 0
        cosh(0) -> 1
        atan2(0, 1) -> 0
        sign(-5) -> -1
        sign(0) -> 0
        sign(2.5) -> 1
        clamp(15, 0, 10) -> 10
        clamp(-1, 0, 10) -> 0
        clamp(5, 10, 0) -> !ValueError
        lerp(0, 10, 0.25) -> 2.5
        is_nan(1) -> false
        is_finite(1) -> true
        gcd(12, -18) -> 6
        gcd(0, 0) -> 0
        lcm(4, 6) -> 12
        factorial(20) -> 2432902008176640000
        factorial(21) -> !OverflowError
        factorial(-1) -> !ValueError
        divmod(-7, 2) -> [-4, 1]
        """);
    for (int exponent = -1074; exponent < 1024; exponent++) {
      assertEquals((double) exponent, calling.value("log2", Math.scalb(1.0, exponent)));
    }
  }

  @Test
  void bits() {
    calling.check(
        """
        popcount(255) -> 8
        popcount(-1) -> 64
        clz(1) -> 63
        ctz(8) -> 3
        rotl(1, 65) -> 2
        rotr(1, 1) -> -9223372036854775808
        bit_and(6, 3) -> 2
        bit_or(6, 3) -> 7
        bit_xor(6, 3) -> 5
        bit_not(0) -> -1
        bit_shl(1, 4) -> 16
        bit_shr(16, 4) -> 1
        bit_and(1, 2.0) -> !TypeError
        hex(255) -> '0xff'
        hex(-1) -> '-0x1'
        oct(8) -> '0o10'
        bin(5) -> '0b101'
        """);
  }

  @Test
  void kinds() {
    calling.check(
        """
        is_nil(null) -> true
        is_nil(0) -> false
        is_int(1) -> true
        is_int(1.0) -> false
        is_float(1.0) -> true
        is_number(true) -> false
        is_string('') -> true
        is_list([]) -> true
        is_dict({}) -> true
        is_bool(false) -> true
        is_instance(5, 'int') -> true
        is_instance(5, 5) -> !TypeError
        type('x') -> 'string'
        """);
    assertEquals("true", calling.shown("is_function", Builtins.find("len").function()));
    assertEquals("true", calling.shown("isinstance", 5L, Builtins.find("int").function()));
    assertEquals(
        "true", calling.shown("isinstance", Text.of("a"), Builtins.find("str").function()));
  }

  @Test
  void chance() {
    calling.value("seed", 7L);
    String[] names = {"random", "rand", "randn", "uuid", "gauss"};
    Object[] first = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      first[i] = calling.value(names[i]);
    }
    ListValue shuffled = (ListValue) calling.value("shuffle", ListValue.ofLongs(1, 2, 3, 4, 5));
    calling.value("seed", 7L);
    for (int i = 0; i < names.length; i++) {
      assertEquals(first[i], calling.value(names[i]));
    }
    assertEquals("[1, 2, 3, 4, 5]", calling.shown("sort", shuffled));
    assertTrue(first[3].toString().matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab].*"));
    calling.check(
        """
        randint(3, 3) -> 3
        randint(4, 3) -> !ValueError
        choice([7]) -> 7
        choice([]) -> !IndexError
        sample([5], 1) -> [5]
        sample([5], 2) -> !ValueError
        uniform(2, 2) -> 2
        """);
  }
}
