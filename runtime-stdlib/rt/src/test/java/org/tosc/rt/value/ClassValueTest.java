package org.tosc.rt.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.Members;
import org.tosc.rt.ops.Show;

class ClassValueTest {
  private static final String[] NONE = {};

  private static ClassValue point() {
    return new ClassValue("Point", null, List.of())
        .method(
            "init",
            FunctionValue.of(
                "init",
                "self, x, y?",
                a -> {
                  Access.setMember(a[0], "x", a[1]);
                  Access.setMember(a[0], "y", a[2] == Missing.VALUE ? 0L : a[2]);
                  return null;
                }))
        .method("sum", FunctionValue.of("sum", "self", a -> Members.get(a[0], "x")));
  }

  @Test
  void instancesOfEqualHistoryShareALayout() {
    ClassValue point = point();
    Instance a = point.construct(1L, 2L);
    Instance b = point.construct(3L);
    assertSame(a.layout, b.layout);
    assertEquals(0, a.layout.slotOf("x"));
    assertEquals(1, a.layout.slotOf("y"));
    assertEquals(-1, a.layout.slotOf("z"));
    Access.setMember(b, "z", 5L);
    assertNotSame(a.layout, b.layout);
    assertEquals(5L, Access.member(b, "z"));
    assertEquals(
        "AttributeError", assertThrows(GuestError.class, () -> Access.member(a, "z")).kind());
    assertNotSame(point.layout(), point().layout());
  }

  @Test
  void fieldInitialisersRunFromTheTop() {
    ClassValue a = new ClassValue("A", null, List.of("x", "y"));
    a.fieldInitializer(
        FunctionValue.of(
            null,
            "self",
            args -> {
              Access.setMember(args[0], "x", 1L);
              Access.setMember(args[0], "y", 2L);
              return null;
            }));
    ClassValue b = new ClassValue("B", a, List.of("y", "z"));
    b.fieldInitializer(
        FunctionValue.of(
            null,
            "self",
            args -> {
              Access.setMember(args[0], "y", 20L);
              return null;
            }));
    Instance instance = b.construct();
    assertEquals(List.of("x", "y", "z"), b.layout().fields());
    assertEquals(1L, instance.field("x"));
    assertEquals(20L, instance.field("y"));
    assertNull(instance.field("z"));
    assertSame(Missing.VALUE, instance.field("w"));
  }

  @Test
  void methodsAreInheritedAndOverridden() {
    ClassValue base = point();
    ClassValue derived =
        new ClassValue("Derived", base, List.of())
            .method("sum", FunctionValue.of("sum", "self", a -> 42L));
    Instance instance = derived.construct(7L);
    assertEquals(42L, Access.invoke(instance, "sum", new Object[0], NONE));
    assertEquals(7L, Members.invokeSuper(instance, derived, "sum", new Object[0], NONE));
    assertTrue(derived.isSubclassOf(base));
    assertThrows(GuestError.class, () -> base.superMethod("sum"));
    assertEquals(7L, ((FunctionValue) Access.member(base.construct(7L), "sum")).call0());
  }

  @Test
  void fieldsHideMethods() {
    Instance instance = point().construct(1L);
    instance.setField("sum", FunctionValue.of(null, "", _ -> Text.of("field")));
    assertEquals("field", Show.text(Access.invoke(instance, "sum", new Object[0], NONE)));
  }

  @Test
  void staticsAreSharedWithSubclasses() {
    ClassValue base = new ClassValue("Base", null, List.of()).declareStatic("count", 0L);
    ClassValue derived = new ClassValue("Derived", base, List.of());
    Access.setMember(derived, "count", 5L);
    assertEquals(5L, Access.member(base, "count"));
    derived.declareStatic("count", 1L);
    assertEquals(1L, Access.member(derived, "count"));
    assertEquals(5L, Access.member(base, "count"));
  }

  @Test
  void constructorsCheckTheirArguments() {
    GuestError error = assertThrows(GuestError.class, () -> point().construct());
    assertEquals(
        "init() expects 1 to 2 arguments, found 0; its parameters are `x`, `y`",
        error.getMessage());
    assertThrows(GuestError.class, () -> new ClassValue("C", null, List.of()).construct(1L));
  }

  @Test
  void equalsAndToStringAreTheClass() {
    ClassValue money = new ClassValue("Money", null, List.of("n"));
    money.method(
        "equals",
        FunctionValue.of(
            "equals",
            "self, other",
            a ->
                a[1] instanceof Instance other
                    && Compare.same(((Instance) a[0]).field("n"), other.field("n"))));
    money.method("to_string", FunctionValue.of("to_string", "self", _ -> Text.of("$")));
    Instance a = money.construct();
    assertTrue(Compare.same(a, money.construct()));
    assertEquals("[$]", Show.text(ListValue.of(a)));
    Instance plain = new ClassValue("P", null, List.of()).construct();
    assertEquals("<P instance>", Show.text(plain));
    assertEquals("<class Money>", Show.text(money));
    assertEquals(false, Compare.same(plain, plain.type.construct()));
  }
}
