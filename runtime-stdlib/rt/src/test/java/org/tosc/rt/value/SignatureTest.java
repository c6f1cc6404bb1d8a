package org.tosc.rt.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;

class SignatureTest {
  private static FunctionValue function(String name, String signature) {
    return FunctionValue.of(
        name,
        signature,
        args -> {
          StringBuilder shown = new StringBuilder();
          for (Object arg : args) {
            shown.append(arg == Missing.VALUE ? "-" : Show.quoted(arg)).append(' ');
          }
          return Text.of(shown.toString().strip());
        });
  }

  /// Calls with arguments of which those that hold `=` are named.
  private static String call(String signature, Object... args) {
    Object[] values = new Object[args.length];
    java.util.List<String> names = new java.util.ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i] instanceof String named) {
        names.add(named.substring(0, named.indexOf('=')));
        values[i] = Long.valueOf(named.substring(named.indexOf('=') + 1));
      } else {
        values[i] = ((Integer) args[i]).longValue();
      }
    }
    try {
      return Show.text(function("f", signature).invokeNamed(values, names.toArray(new String[0])));
    } catch (GuestError e) {
      return e.getMessage();
    }
  }

  @Test
  void binds() {
    assertEquals("1 2", call("a, b", 1, 2));
    assertEquals("1 2", call("a, b", 1, "b=2"));
    assertEquals("2 1", call("a, b", "b=1", "a=2"));
    assertEquals("1 -", call("a, b?", 1));
    assertEquals("1 - 3", call("a, b?, c?", 1, "c=3"));
    assertEquals("1 [2, 3]", call("a, rest...", 1, 2, 3));
    assertEquals("1 []", call("a, rest...", 1));
    assertEquals("[1, 2] -", call("rest..., sep?", 1, 2));
    assertEquals("[1] 5", call("rest..., sep?", 1, "sep=5"));
    assertEquals("", call(""));
  }

  @Test
  void saysWhatIsWrong() {
    String parameters = "; its parameters are `a`, `b`";
    assertEquals("f() expects 2 arguments, found 1" + parameters, call("a, b", 1));
    assertEquals("f() expects 2 arguments, found 3" + parameters, call("a, b", 1, 2, 3));
    assertEquals("f() expects 1 to 2 arguments, found 0" + parameters, call("a, b?"));
    assertEquals(
        "f() expects at least 1 argument, found 0; its parameters are `a`, `r`", call("a, r..."));
    assertEquals("f() has no parameter `c`" + parameters, call("a, b", 1, "c=2"));
    assertEquals("f() got two values for `a`", call("a, b", 1, "a=2"));
    assertEquals("f() needs a value for `a`", call("a, b", "b=2"));
    assertEquals("f() expects 0 arguments, found 1; it has no parameters", call("", 1));
  }

  @Test
  void methodsDoNotCountSelf() {
    FunctionValue method = function("m", "self, a, b?");
    GuestError error = assertThrows(GuestError.class, () -> method.call1(null));
    assertEquals(
        "m() expects 1 to 2 arguments, found 0; its parameters are `a`, `b`", error.getMessage());
    BoundMethod bound = new BoundMethod(7L, method);
    assertEquals("7 1 -", Show.text(bound.call1(1L)));
    assertEquals("7 1 2", Show.text(bound.call2(1L, 2L)));
    assertEquals("a, b?", bound.signature().toString());
    assertThrows(GuestError.class, () -> bound.call3(1L, 2L, 3L));
  }

  @Test
  void fastPathsBindToo() {
    FunctionValue f = function("f", "a?, rest...");
    assertEquals("- []", Show.text(f.call0()));
    assertEquals("1 []", Show.text(f.call1(1L)));
    assertEquals("1 [2]", Show.text(f.call2(1L, 2L)));
    assertEquals("1 [2, 3]", Show.text(f.call3(1L, 2L, 3L)));
  }
}
