package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextBuiltinsTest {
  private final Calling calling = new Calling();

  @Test
  void caseAndSpace() {
    calling.check(
        """
        upper('Hello é') -> 'HELLO É'
        upper('straße') -> 'STRASSE'
        lower('ÀÉ') -> 'àé'
        upper(5) -> !TypeError
        capitalize('hELLO wORLD') -> 'Hello world'
        capitalize('') -> ''
        title('hello wORLD-x') -> 'Hello World-X'
        swapcase('aBc1') -> 'AbC1'
        trim('  padded\\t') -> 'padded'
        ltrim('  a ') -> 'a '
        rtrim(' a\\n') -> ' a'
        trim('--x-', '-') -> 'x'
        trim('') -> ''
        strip('😀a😀', '😀') -> 'a'
        """);
  }

  @Test
  void searching() {
    calling.check(
        """
        find('one two one', 'one') -> 0
        find('one two one', 'one', 1) -> 8
        find('😀😀a', 'a') -> 2
        find('abc', 'x') -> -1
        index_of('one two', 'two') -> 4
        last_index_of('aXbX', 'X') -> 3
        last_index_of('😀X', 'X') -> 1
        contains('hello', 'ell') -> true
        contains('hello', 5) -> !TypeError
        count('banana', 'an') -> 2
        count('aaaa', 'aa') -> 2
        count('abc', '') -> 4
        starts_with('hello', 'he') -> true
        ends_with('hello', 'lo') -> true
        startswith('hello', 'lo') -> false
        endswith('hello', '') -> true
        """);
  }

  @Test
  void parts() {
    calling.check(
        """
        substr('hello', 1, 3) -> 'ell'
        substr('hello', 2) -> 'llo'
        substr('hello', -3, 2) -> 'll'
        substr('hello', 3, 10) -> 'lo'
        substr('hello', 5) -> ''
        substr('hello', 6) -> !IndexError
        substr('a😀b', 1, 1) -> '😀'
        char_at('hello', 1) -> 'e'
        char_at('hello', 5) -> !IndexError
        char_code('abc', 1) -> 98
        ord('é') -> 233
        ord('😀') -> 128512
        ord('ab') -> !ValueError
        ord('') -> !ValueError
        char(128512) -> '😀'
        char(97) -> 'a'
        chr(-1) -> !ValueError
        chr(55296) -> !ValueError
        chr(1114112) -> !ValueError
        from_char_code(66) -> 'B'
        repeat('ab', 3) -> 'ababab'
        repeat([1], 2) -> [1, 1]
        repeat('ab', -1) -> ''
        reverse('añ😀') -> '😀ña'
        replace('a-b-c', '-', '+') -> 'a+b+c'
        replace('aaa', 'aa', 'b') -> 'ba'
        replace('a-b-c', '-', '', 1) -> 'ab-c'
        replace('ab', '', '-') -> '-a-b-'
        remove_prefix('foobar', 'foo') -> 'bar'
        remove_suffix('foobar', 'x') -> 'foobar'
        """);
  }

  @Test
  void splittingAndJoining() {
    calling.check(
        """
        split('a,b,,c', ',') -> ['a', 'b', '', 'c']
        split('a,b,c', ',', 1) -> ['a', 'b,c']
        split(' one  two ') -> ['one', 'two']
        split('', ' ') -> ['']
        split('') -> []
        split('abc', '') -> ['a', 'b', 'c']
        split('no', ';') -> ['no']
        split('a b c', null, 1) -> ['a', 'b c']
        lines('a\\nb\\r\\nc\\n') -> ['a', 'b', 'c']
        chars('a😀') -> ['a', '😀']
        words(' x  y ') -> ['x', 'y']
        partition('k=v=w', '=') -> ['k', '=', 'v=w']
        partition('kv', '=') -> ['kv', '', '']
        join(['a', 'b'], '-') -> 'a-b'
        join('-', ['a', 'b']) -> 'a-b'
        join([1, 2.5, null, true], ', ') -> '1, 2.5, nil, true'
        join([]) -> ''
        join('abc', '-') -> 'a-b-c'
        """);
  }

  @Test
  void padding() {
    calling.check(
        """
        pad_left('7', 3) -> '  7'
        pad_left('7', 3, '0') -> '007'
        pad_right('ab', 4) -> 'ab  '
        pad_left('long', 2) -> 'long'
        pad_left('x', 2, 'ab') -> !ValueError
        center('ab', 5, '*') -> '*ab**'
        pad_left('😀', 2, '.') -> '.😀'
        zfill('-42', 5) -> '-0042'
        zfill('7', 1) -> '7'
        """);
  }

  @Test
  void classes() {
    calling.check(
        """
        is_digit('123') -> true
        is_digit('12a') -> false
        is_digit('') -> false
        is_alpha('añ') -> true
        is_alnum('a1') -> true
        is_space(' \\t') -> true
        is_upper('AB1') -> true
        is_upper('1') -> false
        is_lower('abC') -> false
        """);
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      calling.check(
          """
          upper('title') -> 'TITLE'
          lower('TITLE') -> 'title'
          format(1234.5, ',.2f') -> '1,234.50'
          str(1.5) -> '1.5'
          """);
    } finally {
      Locale.setDefault(before);
    }
  }

  /// Expected values from Python 3.11's `format`.
  @Test
  void formatsAsPythonDoes() {
    calling.check(
        """
        format(3.14159, '.2f') -> '3.14'
        format(2.675, '.2f') -> '2.67'
        format(2.5, '.0f') -> '2'
        format(0.125, '.2f') -> '0.12'
        format(-0.0, '.1f') -> '-0.0'
        format(42, '5d') -> '   42'
        format(42, '<5d') -> '42   '
        format(42, '^6') -> '  42  '
        format(42, '+') -> '+42'
        format(-42, '=6') -> '-   42'
        format(42, ' ') -> ' 42'
        format(42, '*>6') -> '****42'
        format(42, '06') -> '000042'
        format(-42, '06') -> '-00042'
        format(255, 'x') -> 'ff'
        format(255, '#X') -> '0XFF'
        format(-255, '#x') -> '-0xff'
        format(5, '08b') -> '00000101'
        format(8, '#o') -> '0o10'
        format(65, 'c') -> 'A'
        format(1234567, ',') -> '1,234,567'
        format(1234567, '_') -> '1_234_567'
        format(65535, '_x') -> 'ffff'
        format(1234567.891, ',.2f') -> '1,234,567.89'
        format(0.5, '.1%') -> '50.0%'
        format(12345.678, '.3e') -> '1.235e+04'
        format(0.0, 'e') -> '0.000000e+00'
        format(1e-10, '.2E') -> '1.00E-10'
        format(1e100, 'e') -> '1.000000e+100'
        format(0.0001, 'g') -> '0.0001'
        format(0.00001, 'g') -> '1e-05'
        format(1234567.0, 'g') -> '1.23457e+06'
        format(100000.0, 'g') -> '100000'
        format(3.14159, '.3g') -> '3.14'
        format(7, '.2f') -> '7.00'
        format('ab', '5') -> 'ab   '
        format('ab', '>5') -> '   ab'
        format('abcdef', '.3') -> 'abc'
        format('é😀', '4s') -> 'é😀  '
        format(true, '') -> 'true'
        format('ab', 'd') -> !ValueError
        format(1.5, 'd') -> !ValueError
        format(1, '.2d') -> !ValueError
        format(1, 'q') -> !ValueError
        format(1, '.') -> !ValueError
        format(1, '9999999d') -> !ValueError
        """);
  }

  @Test
  void templates() {
    calling.check(
        """
        format('{} of {:.1f}', 'a', 2.25) -> 'a of 2.2'
        format('{1}-{0}', 1, 2) -> '2-1'
        format('{{}}') -> '{}'
        format('{:>4}|', 7) -> '   7|'
        format('{}') -> !IndexError
        format('{', 1) -> !ValueError
        sprintf('%d items, %.2f each, %s', 3, 1.5, 'ok') -> '3 items, 1.50 each, ok'
        sprintf('%5d|%-5s|%05.1f|%x%%', 42, 'ab', 3.14159, 255) -> '   42|ab   |003.1|ff%'
        sprintf('%5s|%+d|%c', 'ab', 5, 65) -> '   ab|+5|A'
        sprintf('%ld %g', 7, 0.5) -> '7 0.5'
        sprintf('%d') -> !ArgumentError
        sprintf('', 1) -> !ArgumentError
        sprintf('%q', 1) -> !ValueError
        sprintf('100%', 1) -> !ValueError
        """);
  }

  @Test
  void printing() {
    calling.shown("print", Calling.args("'a', 1, true, null, ['b']"));
    calling.shown("print");
    calling.shown("printf", Calling.args("'%d/%s', 3, 'c'"));
    assertEquals("a 1 true nil [\"b\"]\n\n3/c", calling.printed());
  }
}
