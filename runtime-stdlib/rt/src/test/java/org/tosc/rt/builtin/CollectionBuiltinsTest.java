package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

class CollectionBuiltinsTest {
  private final Calling calling = new Calling();

  private static FunctionValue one(FunctionValue.Body body) {
    return FunctionValue.of(null, "x", body);
  }

  private static FunctionValue two(FunctionValue.Body body) {
    return FunctionValue.of(null, "a, b", body);
  }

  private static final FunctionValue DOUBLE = one(a -> Arithmetic.mul(a[0], 2L));
  private static final FunctionValue IS_EVEN = one(a -> Compare.same(Arithmetic.mod(a[0], 2L), 0L));
  private static final FunctionValue LENGTH = one(a -> BasicGroup.len(a[0]));

  /// Calls with JSON arguments and a function as the last.
  private String with(String name, String args, FunctionValue f) {
    Object[] given = Calling.args(args);
    Object[] all = java.util.Arrays.copyOf(given, given.length + 1);
    all[given.length] = f;
    return calling.shown(name, all);
  }

  @Test
  void growingAndShrinking() {
    ListValue list = ListValue.of(2L, 3L);
    calling.value("push", list, 4L);
    calling.value("unshift", list, 1L);
    assertEquals("[1, 2, 3, 4]", Show.text(list));
    assertEquals(1L, calling.value("shift", list));
    assertEquals(4L, calling.value("pop", list));
    calling.value("insert", list, 1L, Text.of("x"));
    assertEquals("[2, \"x\", 3]", Show.text(list));
    assertEquals(2L, calling.value("remove", list, 0L));
    calling.value("extend", list, RangeValue.of(0, 2));
    assertEquals("[\"x\", 3, 0, 1]", Show.text(list));
    assertEquals(true, calling.value("remove_value", list, 3L));
    assertEquals(false, calling.value("remove_value", list, 3L));
    assertEquals(0L, calling.value("pop", list, 1L));
    calling.value("swap", list, 0L, -1L);
    assertEquals("[1, \"x\"]", Show.text(list));
    calling.value("clear", list);
    assertEquals("!IndexError", calling.shown("pop", list));
    assertEquals("!IndexError", calling.shown("shift", list));
    assertEquals("!TypeError", calling.shown("push", 5L, 1L));
  }

  @Test
  void listsFromLists() {
    calling.check(
        """
        concat([1], [2], [3, 4]) -> [1, 2, 3, 4]
        concat('a', 'b') -> 'ab'
        concat() -> []
        flatten([1, [2, [3, 4]], []]) -> [1, 2, 3, 4]
        flat([[1], [2, [3]]]) -> [1, 2, [3]]
        reverse([1, 2, 3]) -> [3, 2, 1]
        slice([1, 2, 3, 4], 1, 3) -> [2, 3]
        slice('hello', 1) -> 'ello'
        unique([3, 1, 3, 1.0, [2], [2], 2, 1]) -> [3, 1, [2], 2]
        zip([1, 2, 3], ['a', 'b']) -> [[1, 'a'], [2, 'b']]
        zip() -> []
        enumerate(['x', 'y'], 1) -> [[1, 'x'], [2, 'y']]
        chunk([1, 2, 3, 4, 5], 2) -> [[1, 2], [3, 4], [5]]
        chunk([1], 0) -> !ValueError
        take([1, 2, 3], 2) -> [1, 2]
        take([1], 5) -> [1]
        drop([1, 2, 3], 2) -> [3]
        first([7, 8]) -> 7
        last([7, 8]) -> 8
        first([]) -> !IndexError
        list('ab') -> ['a', 'b']
        list({'k': 1}) -> ['k']
        list() -> []
        list(5) -> !TypeError
        count([1, 2, 1], 1) -> 2
        index_of([1, 2, 1], 1, 1) -> 2
        index_of([1], 9) -> -1
        last_index_of([1, 2, 1], 1) -> 2
        contains([1, 2], 2.0) -> true
        includes({'a': 1}, 'a') -> true
        """);
  }

  @Test
  void sorting() {
    calling.check(
        """
        sort([3, 1, 2]) -> [1, 2, 3]
        sort([2, 1.5, -1]) -> [-1, 1.5, 2]
        sort(['b', 'C', 'a']) -> ['C', 'a', 'b']
        sort([[2, 'b'], [1, 'z'], [2, 'a']]) -> [[1, 'z'], [2, 'a'], [2, 'b']]
        sort('hello') -> ['e', 'h', 'l', 'l', 'o']
        sort([]) -> []
        sort([1, 'a']) -> !TypeError
        sort([null, 1]) -> !TypeError
        sort([3, 1, 2], null, true) -> [3, 2, 1]
        sorted([2, 1]) -> [1, 2]
        """);
    assertEquals(
        "[\"fig\", \"pear\", \"kiwi\", \"apple\"]",
        with("sort", "['pear', 'fig', 'apple', 'kiwi']", LENGTH));
    ListValue words = (ListValue) Calling.args("['pear', 'fig', 'apple', 'kiwi']")[0];
    assertEquals(
        "[\"apple\", \"pear\", \"kiwi\", \"fig\"]",
        Show.text(calling.value("sort", words, LENGTH, true)));
    FunctionValue longestFirst =
        two(a -> Arithmetic.sub(BasicGroup.len(a[1]), BasicGroup.len(a[0])));
    assertEquals(
        "[\"apple\", \"pear\", \"kiwi\", \"fig\"]",
        Show.text(calling.value("sort", words, longestFirst)));
    FunctionValue before = two(a -> Compare.lt(a[0], a[1]));
    assertEquals(
        "[\"apple\", \"fig\", \"kiwi\", \"pear\"]",
        Show.text(calling.value("sort", words, before)));
    assertEquals("[\"pear\", \"fig\", \"apple\", \"kiwi\"]", Show.text(words));
    ListValue nans = ListValue.ofDoubles(2, Double.NaN, 1);
    assertEquals("[1, 2, nan]", Show.text(calling.value("sort", nans)));
  }

  @Test
  void functions() {
    assertEquals("[2, 4]", with("map", "[1, 2]", DOUBLE));
    assertEquals("[2, 4]", with("filter", "[1, 2, 3, 4]", IS_EVEN));
    FunctionValue add = two(a -> Arithmetic.add(a[0], a[1]));
    assertEquals("6", with("reduce", "[1, 2, 3]", add));
    assertEquals("!ValueError", with("reduce", "[]", add));
    assertEquals("10", calling.shown("reduce", new ListValue(), add, 10L));
    assertEquals("nil", calling.shown("reduce", new ListValue(), add, null));
    assertEquals("2", with("find", "[1, 2, 4]", IS_EVEN));
    assertEquals("nil", with("find", "[1]", IS_EVEN));
    assertEquals("1", with("find_index", "[1, 2]", IS_EVEN));
    assertEquals("-1", with("find_index", "[1]", IS_EVEN));
    assertEquals("true", with("some", "[1, 2]", IS_EVEN));
    assertEquals("false", with("every", "[1, 2]", IS_EVEN));
    assertEquals("true", with("every", "[]", IS_EVEN));
    assertEquals("2", with("count", "[1, 2, 4]", IS_EVEN));
    assertEquals(
        "{true: [2], false: [1, 3]}".length(), with("group_by", "[2, 1, 3]", IS_EVEN).length());
    assertEquals("[1, 1, 2, 2]", with("flat_map", "[1, 2]", one(a -> ListValue.of(a[0], a[0]))));
    FunctionValue composed = (FunctionValue) calling.value("compose", DOUBLE, LENGTH);
    assertEquals(6L, composed.call1(Text.of("abc")));
    assertEquals("[\"A\", \"B\"]", with("map", "'ab'", Builtins.find("upper").function()));
    assertEquals("!TypeError", calling.shown("map", new ListValue(), 5L));
    assertEquals("!ArgumentError", with("map", "[1]", add));
    calling.check(
        """
        any([null, false, 0]) -> true
        any([]) -> false
        all([1, null]) -> false
        all([]) -> true
        """);
  }

  @Test
  void dictionaries() {
    calling.check(
        """
        keys({'x': 1, 'y': 2}) -> ['x', 'y']
        values({'x': 1, 'y': 2}) -> [1, 2]
        entries({'x': 1}) -> [['x', 1]]
        items({}) -> []
        get({'a': 1}, 'a', 0) -> 1
        get({'a': 1}, 'z') -> nil
        get([1, 2], -1) -> 2
        get([1, 2], 5, 'd') -> 'd'
        dict_get({'a': 1}, 'z', -1) -> -1
        has_key({'a': null}, 'a') -> true
        dict_has({}, 'a') -> false
        has_key([1], 0) -> !TypeError
        dict([['a', 1], ['b', 2]]) -> {'a': 1, 'b': 2}
        dict({'a': 1}) -> {'a': 1}
        dict([[1]]) -> !ValueError
        dict() -> {}
        dict_new() -> {}
        dict_merge({'x': 1, 'y': 2}, {'y': 3, 'z': 4}) -> {'x': 1, 'y': 3, 'z': 4}
        invert({'a': 'x'}) -> {'x': 'a'}
        invert({'a': []}) -> !TypeError
        count_values(['a', 'b', 'a']) -> {'a': 2, 'b': 1}
        pop({'a': 1}, 'a') -> 1
        pop({}, 'a') -> !KeyError
        pop({}, 'a', 7) -> 7
        remove({}, 'a') -> !KeyError
        """);
    DictValue dict = new DictValue().with("a", 1L);
    assertEquals(true, calling.value("delete", dict, Text.of("a")));
    assertEquals(false, calling.value("dict_delete", dict, Text.of("a")));
    calling.value("dict_set", dict, Text.of("k"), 1L);
    assertEquals(1L, calling.value("set_default", dict, Text.of("k"), 5L));
    assertEquals(5L, calling.value("setdefault", dict, Text.of("m"), 5L));
    calling.value("update", dict, new DictValue().with("k", 9L));
    assertEquals("{\"k\": 9, \"m\": 5}", Show.text(dict));
    assertEquals(
        "{\"k\": 18, \"m\": 10}",
        calling.shown("dict_map", dict, two(a -> Arithmetic.mul(a[1], 2L))));
    assertEquals("{\"k\": 9}", calling.shown("dict_filter", dict, two(a -> Compare.gt(a[1], 6L))));
  }

  @Test
  void copies() {
    ListValue inner = ListValue.of(1L);
    ListValue outer = ListValue.of(inner, new DictValue().with("k", inner));
    outer.add(outer);
    ListValue shallow = (ListValue) calling.value("copy", outer);
    assertSame(inner, shallow.get(0));
    ListValue deep = (ListValue) calling.value("deep_copy", outer);
    assertNotSame(inner, deep.get(0));
    assertSame(deep.get(0), ((DictValue) deep.get(1)).getOr(Text.of("k"), null));
    assertSame(deep, deep.get(2));
    assertEquals("!ValueError", calling.shown("flatten", outer));
  }

  @Test
  void aggregates() {
    calling.check(
        """
        sum([1, 2, 3]) -> 6
        sum([0.5, 1]) -> 1.5
        sum([]) -> 0
        sum([9223372036854775807, 1]) -> !OverflowError
        sum(['a']) -> !TypeError
        prod([2, 3, 4]) -> 24
        prod([]) -> 1
        mean([1, 2, 3, 4]) -> 2.5
        mean([]) -> !ValueError
        median([3, 1, 2]) -> 2
        median([4, 1, 2, 3]) -> 2.5
        variance([1, 2, 3, 4]) -> 1.25
        min([3, 1, 2]) -> 1
        max([3, 1, 2]) -> 3
        min(4, 2, 8) -> 2
        max(4, 2.5) -> 4
        max('b', 'a') -> 'b'
        max('ab') -> 'b'
        min([]) -> !ValueError
        min(1, 'a') -> !TypeError
        argmax([1, 3, 3]) -> 1
        cumsum([1, 2, 3]) -> [1, 3, 6]
        dot([1, 2], [3, 4]) -> 11
        vec_add([1, 2, 3], [4, 5, 6]) -> [5, 7, 9]
        vec_sub([1], [2]) -> [-1]
        vec_mul([1, 2], 3) -> [3, 6]
        vec_div([4, 5, 6], [2, 2, 2]) -> [2, 2.5, 3]
        vec_add([1, 2], [1]) -> !ValueError
        vec_dot([1, 2, 3], [4, 5, 6]) -> 32
        vec_range(0, 4) -> [0, 1, 2, 3]
        vec_sort([3, 1]) -> [1, 3]
        vec_reverse([3, 1]) -> [1, 3]
        vec_norm([3, 4]) -> 5
        range(4) -> 0..4
        range(1, 8, 3) -> 1..8 step 3
        range(1.5) -> !TypeError
        range(0, 1, 0) -> !ValueError
        len('é😀') -> 2
        len([1]) -> 1
        len({'a': 1}) -> 1
        len(5) -> !TypeError
        """);
    assertEquals(
        "\"ccc\"",
        calling.named("max", new String[] {"key"}, Calling.args("['a', 'ccc', 'bb']")[0], LENGTH));
  }
}
