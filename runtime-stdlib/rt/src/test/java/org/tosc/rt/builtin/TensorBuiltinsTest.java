package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.IndexValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.SliceValue;
import org.tosc.rt.value.Text;

class TensorBuiltinsTest {
  private final Calling calling = new Calling();

  private Object tensor(String json) {
    return calling.value("tensor", Calling.args(json)[0]);
  }

  /// Shape and elements, without the dtype where it is f32.
  private static String brief(Object value) {
    return Show.text(value)
        .replace("Tensor(shape=", "")
        .replace(", dtype=f32", "")
        .replace(", data=", " ")
        .replace(")", "");
  }

  private String run(String name, Object... args) {
    try {
      return brief(calling.value(name, args));
    } catch (GuestError e) {
      return "!" + e.kind();
    }
  }

  private Object inSession(java.util.concurrent.Callable<Object> body) {
    try {
      return calling.session().run(body);
    } catch (GuestError e) {
      return "!" + e.kind();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void construction() {
    assertEquals("[2, 2] [1, 2, 3, 4]", run("tensor", Calling.args("[[1, 2], [3, 4]]")));
    assertEquals("[] [7]", run("tensor", 7L));
    assertEquals("[2], dtype=bool [true, false]", run("tensor", Calling.args("[true, false]")));
    assertEquals(
        "[2, 2], dtype=f16 [1, 2, 3, 4]",
        run("tensor", Calling.args("[1, 2, 3, 4], [2, 2], 'f16'")));
    assertEquals("[2], dtype=i64 [1, 2]", run("tensor", ListValue.ofLongs(1, 2), null, DType.I64));
    assertEquals("!ShapeError", run("tensor", Calling.args("[[1, 2], [3]]")));
    assertEquals("!TypeError", run("tensor", Text.of("x")));
    assertEquals("[3] [0, 0, 0]", run("zeros", 3L));
    assertEquals("[2] [1, 1]", run("ones", Calling.args("[2]")));
    assertEquals(
        "[2], dtype=bool [false, false]",
        run("zeros", ListValue.ofLongs(2), Builtins.find("bool").function()));
    assertEquals("[2], dtype=u8 [3, 3]", run("full", Calling.args("[2], 3, 'u8'")));
    assertEquals("[2, 2] [1, 0, 0, 1]", run("eye", 2L));
    assertEquals("[4] [0, 0.25, 0.5, 0.75]", run("arange", 0L, 1L, 0.25));
    assertEquals("[3] [2, 3, 4]", run("arange", 2L, 5L));
    assertEquals("[0] []", run("arange", 0L));
    assertEquals("[1, 2] [0, 0]", run("matrix_zeros", 1L, 2L));
    assertEquals("!DTypeError", run("zeros", Calling.args("[2], 'f99'")));
  }

  @Test
  void randomTensorsRepeatAfterASeed() {
    for (String name : new String[] {"rand", "randn", "param"}) {
      calling.value("seed", 5L);
      Object a = calling.value(name, ListValue.ofLongs(4, 3));
      Object b = calling.value(name, ListValue.ofLongs(4, 3));
      calling.value("seed", 5L);
      assertTrue(Compare.same(a, calling.value(name, ListValue.ofLongs(4, 3))), name);
      assertTrue(!Compare.same(a, b), name);
    }
  }

  @Test
  void operatorsGoToTheEngine() {
    Object a = tensor("[1, 2, 3]");
    assertEquals("[3] [2, 4, 6]", brief(inSession(() -> Arithmetic.mul(a, 2L))));
    assertEquals("[3] [0, -1, -2]", brief(inSession(() -> Arithmetic.sub(1L, a))));
    assertEquals("[3], dtype=bool [false, true, false]", brief(inSession(() -> Compare.eq(a, 2L))));
    assertEquals("[] [14]", brief(inSession(() -> Arithmetic.matmul(a, a))));
    assertEquals("[3] [-1, -2, -3]", brief(inSession(() -> Arithmetic.neg(a))));
    assertEquals(false, inSession(() -> Compare.eq(a, Text.of("x"))));
    assertEquals("!TypeError", inSession(() -> Arithmetic.add(a, Text.of("x"))));
    assertEquals("!ShapeError", inSession(() -> Arithmetic.add(a, tensor("[1, 2]"))));
    assertEquals(true, inSession(() -> Compare.in(2L, a)));
  }

  @Test
  void truthNeedsOneElement() {
    assertTrue(Truth.of(tensor("true")) && !Truth.of(tensor("[false]")) && Truth.of(tensor("0")));
    assertEquals(
        "ShapeError",
        assertThrows(GuestError.class, () -> Truth.of(tensor("[true, true]"))).kind());
  }

  private String index(Object t, Object... parts) {
    return brief(inSession(() -> Access.get(t, new IndexValue(parts))));
  }

  private static SliceValue span(Object from, Object to, Object step) {
    return new SliceValue(from, to, step);
  }

  @Test
  void indexing() {
    Object t = tensor("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]");
    assertEquals("[3] [1, 2, 3]", brief(inSession(() -> Access.get(t, 0L))));
    assertEquals("6", index(t, 1L, -1L));
    assertEquals("[3] [1, 4, 7]", index(t, SliceValue.ALL, 0L));
    assertEquals("[2, 2] [2, 3, 5, 6]", index(t, span(0L, 2L, null), span(1L, null, null)));
    assertEquals("[3] [7, 4, 1]", index(t, span(null, null, -1L), 0L));
    assertEquals("[2] [7, 8]", index(t, -1L, span(null, 2L, null)));
    assertEquals("[3, 1, 3] [1, 2, 3, 4, 5, 6, 7, 8, 9]", index(t, SliceValue.ALL, null));
    assertEquals("[3] [3, 6, 9]", index(t, SliceValue.REST, 2L));
    assertEquals("[2, 3] [7, 8, 9, 1, 2, 3]", index(t, ListValue.ofLongs(2, 0)));
    assertEquals("[3, 2] [3, 1, 6, 4, 9, 7]", index(t, SliceValue.ALL, ListValue.ofLongs(-1, 0)));
    assertEquals("!IndexError", index(t, 3L));
    assertEquals("!ShapeError", index(t, 0L, 0L, 0L));
    assertEquals("!TypeError", index(t, Text.of("x")));
    Object mask = inSession(() -> Compare.gt(t, 6L));
    assertEquals("[3] [7, 8, 9]", brief(inSession(() -> Access.get(t, mask))));
    Object v = tensor("[5, -1, 7]");
    assertEquals("[2] [5, 7]", brief(inSession(() -> Access.get(v, Compare.gt(v, 0L)))));
    assertNotSame(t, inSession(() -> Access.slice(t, null, null, null)));
    assertEquals("[1, 3] [7, 8, 9]", brief(inSession(() -> Access.slice(t, 2L, null, null))));
  }

  private void set(Object t, Object value, Object... parts) {
    inSession(
        () -> {
          Access.set(t, parts.length == 1 ? parts[0] : new IndexValue(parts), value);
          return null;
        });
  }

  @Test
  void elementsAreAssigned() {
    Object t = tensor("[[0, 0, 0], [0, 0, 0]]");
    set(t, 5L, 0L, 1L);
    set(t, ListValue.ofLongs(7, 8, 9), 1L);
    assertEquals("[2, 3] [0, 5, 0, 7, 8, 9]", brief(t));
    set(t, 1L, SliceValue.ALL, 0L);
    assertEquals("[2, 3] [1, 5, 0, 1, 8, 9]", brief(t));
    set(t, 4L, ListValue.ofLongs(1));
    assertEquals("[2, 3] [1, 5, 0, 4, 4, 4]", brief(t));
    set(t, 0L, inSession(() -> Compare.gt(t, 3L)));
    assertEquals("[2, 3] [1, 0, 0, 0, 0, 0]", brief(t));
    set(t, tensor("[[1, 1, 1], [2, 2, 2]]"), ListValue.ofLongs(1, 0));
    assertEquals("[2, 3] [2, 2, 2, 1, 1, 1]", brief(t));
    assertEquals(
        "!TypeError",
        inSession(
            () -> {
              Access.set(t, 0L, Text.of("x"));
              return null;
            }));
  }

  @Test
  void numbersAndLists() {
    Object t = tensor("[[1, 2], [3, 4.5]]");
    assertEquals("[[1, 2], [3, 4.5]]", calling.shown("to_list", t));
    assertEquals("[[1, 2], [3, 4.5]]", calling.shown("list", t));
    assertEquals("2.5", calling.shown("item", tensor("[2.5]")));
    assertEquals("7", calling.shown("int", tensor("[7]")));
    assertEquals("!ShapeError", calling.shown("float", t));
    assertEquals("2", calling.shown("len", t));
    assertEquals("[2, 2]", Show.text(inSession(() -> Access.member(t, "shape"))));
    assertEquals("f32", Show.text(inSession(() -> Access.member(t, "dtype"))));
    assertEquals("[2, 2] [1, 3, 2, 4.5]", brief(inSession(() -> Access.member(t, "T"))));
    assertEquals(
        "[2] [4, 6.5]",
        brief(inSession(() -> Access.invoke(t, "sum", new Object[] {0L}, new String[] {"axis"}))));
    assertEquals(
        "[[1, 2], [3, 4.5]]", calling.shown("json_parse", calling.value("json_stringify", t)));
  }

  @Test
  void operations() {
    Object a = tensor("[1, 2, 3]");
    Object m = tensor("[[1, 5, 3], [4, 2, 6]]");
    assertEquals("[3] [5, 7, 9]", run("add", a, tensor("[4, 5, 6]")));
    assertEquals("[3] [2, 2, 3]", run("max", a, 2L));
    assertEquals(
        "[2] [5, 6]",
        brief(calling.value("max", ListValue.of(m).get(0))).isEmpty()
            ? ""
            : brief(
                inSession(
                    () -> Access.invoke(m, "max", new Object[] {1L}, new String[] {"axis"}))));
    assertEquals("[] [6]", run("max", m));
    assertEquals("[] [21]", run("sum", m));
    assertEquals("[2] [9, 12]", run("sum", m, 1L));
    assertEquals("[2, 1] [9, 12]", run("sum", m, 1L, true));
    assertEquals("[] [3.5]", run("tensor_mean", m));
    assertEquals("[2], dtype=i64 [1, 2]", run("argmax", m, 1L));
    assertEquals("[], dtype=bool [true]", run("any", inSession(() -> Compare.eq(a, 2L))));
    assertEquals("[3] [1, 2, 3]", run("sort", tensor("[3, 1, 2]")));
    assertEquals(
        "[3] [0, 2, 0]",
        run("where", inSession(() -> Compare.gt(a, 1L)), ListValue.ofLongs(0, 2, 0), 0L));
    assertEquals("7", calling.shown("where", true, 7L, 8L));
    assertEquals(
        "[3, 2]",
        Show.text(inSession(() -> Access.member(calling.value("transpose", m), "shape"))));
    assertEquals("[6] [1, 5, 3, 4, 2, 6]", run("reshape", m, ListValue.ofLongs(-1)));
    assertEquals("[6] [1, 2, 3, 1, 2, 3]", run("concat", a, a));
    assertEquals("[2, 3] [1, 2, 3, 1, 2, 3]", run("stack", ListValue.of(a, a)));
    assertEquals(
        "[2, 2] [5, 3, 2, 6]", run("slice", m, ListValue.ofLongs(0, 1), ListValue.ofLongs(2, 3)));
    assertEquals("[[1] [1], [2] [2, 3]]", run("split", a, ListValue.ofLongs(1, 2)));
    assertEquals("!ShapeError", run("split", a, 2L));
    assertEquals("[2] [3, 1]", run("gather", a, ListValue.ofLongs(2, 0)));
    assertEquals("[1, 3] [4, 2, 6]", run("embed", ListValue.ofLongs(1), m));
    assertEquals("[2, 3] [0, 0, 1, 1, 0, 0]", run("one_hot", ListValue.ofLongs(2, 0), 3L));
    assertEquals("[] [14]", run("dot", a, a));
    assertEquals("[3], dtype=i32 [1, 2, 3]", run("cast", a, DType.I32));
    assertEquals("[3] [1, 1, 1]", run("dropout", tensor("[1, 1, 1]"), 0.5, false));
    assertEquals("[3] [-1, 0, 0]", run("round", tensor("[-1, 0.4, 0.5]")));
    assertEquals("[3] [1, 2, 2]", run("clip", a, 1L, 2L));
    assertEquals("[2] [5, 7]", run("vec_add", tensor("[1, 2]"), tensor("[4, 5]")));
    assertEquals("!TypeError", run("relu", Text.of("x")));
  }

  @Test
  void gradientsNeedASession() {
    Object derivative = calling.value("grad", FunctionValue.of("f", "x", a -> a[0]));
    assertTrue(derivative instanceof FunctionValue);
    assertEquals(
        "Unavailable",
        assertThrows(GuestError.class, () -> ((FunctionValue) derivative).call1(Tensor.of(1)))
            .kind());
    assertEquals("{}", calling.shown("grad_tape"));
  }

  @Test
  void sizesThatAreNoListAreToldSo() {
    GuestError fault = assertThrows(GuestError.class, () -> TensorCalls.dtype(1024L));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("found 1024; the sizes of a shape are one list"), message);
    assertTrue(message.contains("`[2, 1024]`"), message);
  }
}
