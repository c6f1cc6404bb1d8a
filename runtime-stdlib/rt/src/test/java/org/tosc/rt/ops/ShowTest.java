package org.tosc.rt.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

class ShowTest {
  private static final EnumValue E = new EnumValue("E", List.of("A"), new long[] {0});
  private static final ClassValue C = new ClassValue("C", null, List.of());
  private static final ClassValue M = new ClassValue("M", null, List.of()).asModel();

  /// Value, how it prints, what `type` says.
  private static final Object[][] TABLE = {
    {null, "nil", "nil"},
    {true, "true", "bool"},
    {42L, "42", "int"},
    {Long.MIN_VALUE, "-9223372036854775808", "int"},
    {2.0, "2", "float"},
    {Text.of("raw \"text\""), "raw \"text\"", "string"},
    {ListValue.of(1L, Text.of("a"), null, 2.5), "[1, \"a\", nil, 2.5]", "list"},
    {new ListValue(), "[]", "list"},
    {new DictValue().with("k", ListValue.of(true)), "{\"k\": [true]}", "dict"},
    {new DictValue(), "{}", "dict"},
    {RangeValue.of(1, 3), "1..3", "range"},
    {new RangeValue(1, 3, 1, true), "1 to 3", "range"},
    {new RangeValue(0, 9, 2, false), "0..9 step 2", "range"},
    {FunctionValue.of("f", "x", _ -> null), "<fn f>", "function"},
    {FunctionValue.of(null, "x", _ -> null), "<fn>", "function"},
    {C, "<class C>", "class"},
    {C.construct(), "<C instance>", "instance"},
    {M, "<model M>", "class"},
    {M.construct(), "<M instance>", "model"},
    {E, "<enum E>", "class"},
    {E.members().getFirst(), "E.A", "instance"},
    {new ModuleValue("m"), "<module m>", "module"},
    {new ErrorValue("ValueError", "no such thing"), "no such thing", "error"},
    {DType.F32, "f32", "dtype"},
    {Tensor.of(1, 2), "Tensor(shape=[2], dtype=f32, data=[1, 2])", "tensor"},
  };

  @Test
  void printsAndNamesEveryKind() {
    for (Object[] row : TABLE) {
      assertEquals(row[1], Show.text(row[0]));
      assertEquals(row[2], Kind.of(row[0]));
      if (!(row[0] instanceof Text)) {
        assertEquals(row[1], Show.quoted(row[0]));
      }
    }
  }

  @Test
  void quotesWithTheLanguagesEscapes() {
    String[][] rows = {
      {"", "\"\""},
      {"it's", "\"it's\""},
      {"tab\t", "\"tab\\t\""},
      {"a\nb\r", "\"a\\nb\\r\""},
      {"\"\\", "\"\\\"\\\\\""},
      {"\0", "\"\\0\""},
      {"\u0001\u007f", "\"\\u{1}\\u{7f}\""},
      {"${x} $y $", "\"\\${x} $y $\""},
      {"é😀", "\"é😀\""},
    };
    for (String[] row : rows) {
      assertEquals(row[1], Show.quoted(Text.of(row[0])));
    }
  }

  @Test
  void containersInThemselvesAreElided() {
    ListValue list = ListValue.of(1L);
    list.add(list);
    assertEquals("[1, [...]]", Show.text(list));
    DictValue dict = new DictValue();
    dict.with("self", dict).with("list", ListValue.of(dict, dict));
    assertEquals("{\"self\": {...}, \"list\": [{...}, {...}]}", Show.text(dict));
    ListValue twice = ListValue.of(list, list);
    assertEquals("[[1, [...]], [1, [...]]]", Show.text(twice));
  }
}
