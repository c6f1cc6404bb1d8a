package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.api.Loaded;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Dynamic operations: what they give, before and after their call sites have adapted.
class HostTest {
  private static final int ROUNDS = 8;

  /// Runs often enough for inline caches to form, and shows the last result.
  private static String warm(Loaded program, String function, Object... arguments) {
    for (int i = 0; i < ROUNDS; i++) {
      Programs.run(program, function, arguments);
    }
    return Show.quoted(Programs.run(program, function, arguments));
  }

  private static Loaded binary(String op) {
    return Programs.load(
        """
        func @f(%%0: any, %%1: any) -> (any) {
          %%2 = host.%s(%%0, %%1)%s
          core.return(%%2)
        }
        """
            .formatted(op, op.matches("eq|ne|lt|le|gt|ge") ? " : any" : ""));
  }

  @ParameterizedTest
  @CsvSource({
    "add, 5, 5.5, 6, \"ab\"",
    "sub, -1, -0.5, -4, TypeError",
    "mul, 6, 7.5, 5, TypeError",
    "div, 0.6666666666666666, 0.8333333333333334, 0.2, TypeError",
    "floordiv, 0, 0, 0, TypeError",
    "mod, 2, 2.5, 1, TypeError",
    "pow, 8, 15.625, 1, TypeError",
    "lt, true, true, true, true",
    "ge, false, false, false, false",
    "eq, false, false, false, false",
    "ne, true, true, true, true",
  })
  void oneSiteMeetsManyKinds(String op, String ints, String floats, String mixed, String texts) {
    Loaded program = binary(op);
    Text a = Text.of("a");
    Text b = Text.of("b");
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(ints, outcome(program, 2L, 3L));
    }
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(floats, outcome(program, 2.5, 3.0));
      assertEquals(mixed, outcome(program, 1L, 5.0));
      assertEquals(ints, outcome(program, 2L, 3L));
      assertEquals(texts, outcome(program, a, b));
    }
  }

  private static String outcome(Loaded program, Object... arguments) {
    try {
      return Show.quoted(Programs.run(program, "f", arguments));
    } catch (GuestError error) {
      return error.kind();
    }
  }

  @Test
  void elementsOfAllStorages() {
    Loaded program =
        Programs.load(
            """
            func @get(%0: any, %1: i64) -> (any) {
              %2 = host.get(%0, %1)
              core.return(%2)
            }
            func @set(%0: any, %1: any, %2: any) -> (any) {
              host.set(%0, %1, %2)
              core.return(%0)
            }
            """);
    Object[] lists = {
      ListValue.ofLongs(1, 2), ListValue.ofDoubles(1.5, 2.5), ListValue.ofBooleans(true, false),
      ListValue.of(Text.of("x"), null), Text.of("xy"), new DictValue().with("k", 1L)
    };
    String[] firsts = {"1", "1.5", "true", "\"x\"", "\"x\"", "KeyError"};
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < lists.length; i++) {
        String found;
        try {
          found = Show.quoted(Programs.run(program, "get", lists[i], 0L));
        } catch (GuestError error) {
          found = error.kind();
        }
        assertEquals(firsts[i], found);
      }
    }
    assertEquals("[7, 2]", warm(program, "set", lists[0], 0L, 7L));
    assertEquals("[\"z\", 2]", warm(program, "set", lists[0], -2L, Text.of("z")));
    assertEquals("{\"k\": 1, 0: 7}", warm(program, "set", lists[5], 0L, 7L));
    assertEquals(
        "IndexError",
        assertThrows(GuestError.class, () -> Programs.run(program, "set", lists[0], 2L, 7L))
            .kind());
  }

  private static final String FUNCTIONS =
      """
      func @add3(%0: any, %1: any, %2: any) -> (any) {name = "add3", optional = ["c"], params = ["a", "b", "c"]} {
        %3 = host.is_missing(%2)
        %4 = core.if(%3) : any {
          %5 = core.const {value = 100} : i64
          %6 = host.box(%5)
          core.yield(%6)
        } {
          core.yield(%2)
        }
        %7 = host.add(%0, %1)
        %8 = host.add(%7, %4)
        core.return(%8)
      }
      func @rest(%0: any, %1: any) -> (any) {name = "rest", params = ["a", "more"], rest = "more"} {
        %2 = host.list(%0, %1)
        %3 = host.box(%2)
        core.return(%3)
      }
      func @typed(%0: i64, %1: f64) -> (f64) {name = "typed", params = ["n", "x"]} {
        %2 = core.cast(%0) : f64
        %3 = core.mul(%2, %1)
        core.return(%3)
      }
      func @counter(%0: cell<i64>, %1: str, %2: any) -> (any) {captures = 2, name = "counter", params = ["by"]} {
        %3 = host.cell_get(%0)
        %4 = host.unbox(%2) : i64
        %5 = core.add(%3, %4)
        host.cell_set(%0, %5)
        %6 = host.concat(%1, %5)
        %7 = host.box(%6)
        core.return(%7)
      }
      func @make(%0: i64) -> (fn) {
        %1 = host.cell(%0) : cell<i64>
        %2 = core.const {value = "n"} : str
        %3 = host.closure(%1, %2) {function = @counter}
        core.return(%3)
      }
      func @call1(%0: any, %1: any) -> (any) {
        %2 = host.call(%0, %1)
        core.return(%2)
      }
      func @call2(%0: any, %1: any, %2: i64) -> (any) {
        %3 = host.call(%0, %1, %2)
        core.return(%3)
      }
      func @named(%0: any, %1: any, %2: any, %3: any) -> (any) {
        %4 = host.call(%0, %1, %2, %3) {names = ["c", "b"]}
        core.return(%4)
      }
      func @value(%0: i64) -> (fn) {
        %1 = core.const {value = 0} : i64
        %2 = core.eq(%0, %1)
        core.if(%2) {
          %3 = host.closure {function = @add3}
          core.return(%3)
        } {
          core.yield
        }
        %4 = core.const {value = 1} : i64
        %5 = core.eq(%0, %4)
        core.if(%5) {
          %6 = host.closure {function = @rest}
          core.return(%6)
        } {
          core.yield
        }
        %7 = host.closure {function = @typed}
        core.return(%7)
      }
      """;

  @Test
  void callsBindArguments() {
    Loaded program = Programs.load(FUNCTIONS);
    Object add3 = Programs.run(program, "value", 0L);
    Object rest = Programs.run(program, "value", 1L);
    Object typed = Programs.run(program, "value", 2L);
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals("103", Show.quoted(Programs.run(program, "call2", add3, 1L, 2L)));
      assertEquals("6", Show.quoted(Programs.run(program, "named", add3, 1L, 2L, 3L)));
      assertEquals("[1, [2]]", Show.quoted(Programs.run(program, "call2", rest, 1L, 2L)));
      assertEquals("[1, []]", Show.quoted(Programs.run(program, "call1", rest, 1L)));
      assertEquals("ArgumentError", Programs.outcome(program, "call1", add3, 1L));
      assertEquals("TypeError", Programs.outcome(program, "call2", typed, 3L, 2L));
      assertEquals("TypeError", Programs.outcome(program, "call1", 7L, 2L));
    }
    assertEquals(7.5, ((FunctionValue) typed).call(3L, 2.5));
    assertEquals(106L, ((FunctionValue) add3).call2(2L, 4L));
    assertEquals("<fn typed>", String.valueOf(typed));
  }

  @Test
  void closuresShareTheirVariables() {
    Loaded program = Programs.load(FUNCTIONS);
    Object counter = Programs.run(program, "make", 10L);
    Object other = Programs.run(program, "make", 0L);
    for (int i = 1; i <= ROUNDS; i++) {
      assertEquals("n" + (10 + i), String.valueOf(Programs.run(program, "call1", counter, 1L)));
      assertEquals("n" + 2 * i, String.valueOf(((FunctionValue) other).call1(2L)));
    }
  }

  private static final String CLASSES =
      """
      global @Point : any
      global @Named : any
      func @init(%0: any, %1: any) -> (any) {name = "init", params = ["self", "x"]} {
        host.set_member(%0, %1) {name = "x"}
        core.return(%0)
      }
      func @twice(%0: any, %1: any) -> (any) {name = "twice", params = ["self", "k"]} {
        %2 = host.member(%0) {name = "x"}
        %3 = host.mul(%2, %1)
        core.return(%3)
      }
      func @thrice(%0: any, %1: any) -> (any) {name = "twice", params = ["self", "k"]} {
        %2 = core.global_get {global = @Named} : any
        %3 = host.super(%0, %2, %1) {name = "twice"}
        %4 = host.add(%3, %1)
        core.return(%4)
      }
      func @origin() -> (any) {name = "origin"} {
        %0 = core.global_get {global = @Point} : any
        %1 = core.const {value = 0} : i64
        %2 = host.call(%0, %1)
        core.return(%2)
      }
      func @fields(%0: any) -> (any) {name = "fields", params = ["self"]} {
        %1 = core.const {value = "p"} : str
        host.set_member(%0, %1) {name = "label"}
        %2 = core.const {value = nil} : any
        core.return(%2)
      }
      func @main() -> () {
        %0 = core.const {value = nil} : any
        %1 = host.closure {function = @init}
        %2 = host.closure {function = @twice}
        %3 = host.closure {function = @origin}
        %4 = host.closure {function = @fields}
        %5 = host.class(%0, %1, %2, %3, %4) {members = ["init", "twice", "static origin", "<fields>"], name = "Point"}
        core.global_set(%5) {global = @Point}
        %6 = host.closure {function = @thrice}
        %7 = host.class(%5, %6) {members = ["twice"], name = "Named"}
        core.global_set(%7) {global = @Named}
        core.return
      }
      func @new(%0: any) -> (any) {
        %1 = core.global_get {global = @Point} : any
        %2 = host.call(%1, %0)
        core.return(%2)
      }
      func @newNamed(%0: any) -> (any) {
        %1 = core.global_get {global = @Named} : any
        %2 = host.call(%1, %0)
        core.return(%2)
      }
      func @run(%0: any, %1: any) -> (any) {
        %2 = host.invoke(%0, %1) {name = "twice"}
        core.return(%2)
      }
      func @read(%0: any) -> (any) {
        %1 = host.member(%0) {name = "x"}
        core.return(%1)
      }
      func @write(%0: any, %1: any) -> (any) {
        host.set_member(%0, %1) {name = "y"}
        %2 = host.member(%0) {name = "y"}
        core.return(%2)
      }
      func @static() -> (any) {
        %0 = core.global_get {global = @Point} : any
        %1 = host.invoke(%0) {name = "origin"}
        %2 = host.member(%1) {name = "label"}
        core.return(%2)
      }
      """;

  @Test
  void membersAndMethods() {
    Loaded program = Programs.load(CLASSES);
    Programs.run(program, "main");
    Object point = Programs.run(program, "new", 4L);
    Object named = Programs.run(program, "newNamed", 2.5);
    DictValue dict = new DictValue().with("x", 9L);
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(12L, Programs.run(program, "run", point, 3L));
      assertEquals(7.0, Programs.run(program, "run", named, 2L));
      assertEquals(4L, Programs.run(program, "read", point));
      assertEquals(2.5, Programs.run(program, "read", named));
      assertEquals(9L, Programs.run(program, "read", dict));
      assertEquals("AttributeError", Programs.outcome(program, "read", 1L));
      assertEquals("p", String.valueOf(Programs.run(program, "static")));
      Object fresh = Programs.run(program, "new", 1L);
      assertEquals((long) round, Programs.run(program, "write", fresh, (long) round));
      assertEquals((long) round, Programs.run(program, "write", fresh, (long) round));
    }
  }

  @Test
  void builtinsAndTheirMethods() {
    Loaded program =
        Programs.load(
            """
            func @len(%0: any) -> (i64) {
              %1 = host.builtin(%0) {name = "len"} : i64
              core.return(%1)
            }
            func @sqrt(%0: any) -> (any) {
              %1 = host.builtin(%0) {name = "sqrt"} : any
              core.return(%1)
            }
            func @push(%0: any, %1: f64) -> (any) {
              %2 = host.invoke(%0, %1) {name = "push"}
              core.return(%0)
            }
            func @get(%0: any, %1: any, %2: i64) -> (any) {
              %3 = host.invoke(%0, %1, %2) {name = "get"}
              core.return(%3)
            }
            func @upper(%0: any) -> (any) {
              %1 = host.invoke(%0) {name = "upper"}
              core.return(%1)
            }
            func @round(%0: any, %1: any) -> (any) {
              %2 = host.builtin(%0, %1) {name = "round", names = ["digits"]} : any
              core.return(%2)
            }
            """);
    ListValue list = ListValue.ofLongs(1);
    DictValue dict = new DictValue().with("a", 1L);
    DictValue shadow = new DictValue().with("get", FunctionValue.of("get", "a, b", a -> a[1]));
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(
          2L + round, Programs.run(program, "len", Programs.run(program, "push", list, 0.5)));
      assertEquals(3.0, Programs.run(program, "sqrt", 9.0));
      assertEquals(3.0, Programs.run(program, "sqrt", 9L));
      assertEquals("TypeError", Programs.outcome(program, "sqrt", Text.of("9")));
      assertEquals(1L, Programs.run(program, "get", dict, Text.of("a"), 5L));
      assertEquals(5L, Programs.run(program, "get", dict, Text.of("b"), 5L));
      assertEquals(7L, Programs.run(program, "get", shadow, Text.of("b"), 7L));
      assertEquals(1L, Programs.run(program, "get", list, 0L, 7L));
      assertEquals("AB", String.valueOf(Programs.run(program, "upper", Text.of("ab"))));
      assertEquals(1.25, Programs.run(program, "round", 1.254, 2L));
    }
    assertEquals(2L, Programs.run(program, "len", Text.of("xy")));
  }

  @Test
  void loopsOverValues() {
    Loaded program =
        Programs.load(
            """
            func @sum(%0: any) -> (any) {
              %1 = core.const {value = 0} : i64
              %2 = host.box(%1)
              %3 = core.slot(%2) : slot<any>
              %4 = host.iter(%0)
              core.loop {
                %5 = host.has_next(%4)
                core.yield(%5)
              } {
                %6 = host.next(%4)
                %7 = core.slot_get(%3)
                %8 = host.add(%7, %6)
                core.slot_set(%3, %8)
                core.yield
              } {
                core.yield
              }
              %9 = core.slot_get(%3)
              core.return(%9)
            }
            func @pairs(%0: any) -> (any) {
              %1 = host.iter(%0) {pairs = true}
              %2 = host.has_next(%1)
              core.if(%2) {
                %3 = host.next(%1)
                %4, %5 = host.unpack(%3) : any, any
                %6 = host.list(%5, %4)
                %7 = host.box(%6)
                core.return(%7)
              } {
                core.yield
              }
              %8 = core.const {value = nil} : any
              core.return(%8)
            }
            func @rest(%0: any) -> (any, any, any) {
              %1, %2, %3 = host.unpack(%0) {rest = 1} : any, any, any
              core.return(%1, %2, %3)
            }
            """);
    ListValue numbers = ListValue.ofLongs(LongStream.range(0, 101).toArray());
    assertEquals("5050", warm(program, "sum", numbers));
    assertEquals("[1, \"a\"]", warm(program, "pairs", new DictValue().with("a", 1L)));
    Object[] parts = (Object[]) Programs.run(program, "rest", ListValue.ofLongs(1, 2, 3, 4));
    assertEquals("[2, 3]", Show.quoted(parts[1]));
    assertEquals("ValueError", Programs.outcome(program, "rest", ListValue.ofLongs(1)));
  }

  @Test
  void checksConvertAndRefuse() {
    Loaded program =
        Programs.load(
            """
            func @check(%0: any) -> (any) {
              %1 = host.check(%0) {type = "float", what = "parameter `x`"}
              core.return(%1)
            }
            func @list(%0: any) -> (any) {
              %1 = host.check(%0) {type = "list[int]", what = "x"}
              core.return(%1)
            }
            func @run() -> (any) {
              %0 = host.runtime {statement = "dance"}
              core.return(%0)
            }
            func @deploy() -> (any) {
              %0 = host.runtime {statement = "deploy"}
              core.return(%0)
            }
            func @load() -> (any) {
              %0 = host.runtime {statement = "load"}
              core.return(%0)
            }
            func @unbox(%0: any) -> (i64) {
              %1 = host.unbox(%0) {what = "the count"} : i64
              core.return(%1)
            }
            """);
    assertEquals(2.0, Programs.run(program, "check", 2L));
    GuestError wrong =
        assertThrows(GuestError.class, () -> Programs.run(program, "check", Text.of("2")));
    assertEquals("TypeError: parameter `x` must be float, found a string", wrong.toString());
    assertEquals("[1]", warm(program, "list", ListValue.ofLongs(1)));
    assertEquals("TypeError", Programs.outcome(program, "list", ListValue.ofDoubles(1)));
    assertEquals("Unavailable", Programs.outcome(program, "run"));
    assertEquals("PermissionDenied", Programs.outcome(program, "deploy"));
    assertEquals("ArgumentError", Programs.outcome(program, "load"));
    GuestError unboxed = assertThrows(GuestError.class, () -> Programs.run(program, "unbox", 2.0));
    assertTrue(unboxed.getMessage().contains("the count must be an int, found a float"));
  }

  @Test
  void concatenationsShowTheirParts() {
    Loaded program =
        Programs.load(
            """
            func @f(%0: str, %1: i64, %2: f64, %3: any, %4: i1) -> (str) {
              %5 = host.concat(%0, %1, %2, %3, %4, %0)
              core.return(%5)
            }

            func @g(%0: str, %1: i64) -> (str) {
              %2 = host.builtin(%1) {name = "str"} : str
              %3 = host.concat(%0, %2)
              core.return(%3)
            }

            func @h(%0: any, %1: i1, %2: i64) -> (str) {
              %3 = host.concat(%0, %1, %2)
              core.return(%3)
            }
            """);
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(
          "\"é-71e16[1, \\\"s\\\"]trueé\"",
          Show.quoted(
              Programs.run(
                  program, "f", Text.of("é"), -7L, 1e16, ListValue.of(1L, Text.of("s")), true)));
      assertEquals("\"n-1\"", Show.quoted(Programs.run(program, "g", Text.of("n"), -1L)));
      assertEquals("\"nilfalse3\"", Show.quoted(Programs.run(program, "h", null, false, 3L)));
    }
  }

  @Test
  void longStringsAreExtendedInPlace() {
    Loaded program =
        Programs.load(
            """
            func @f(%0: any, %1: any, %2: i64) -> (str) {
              %3 = host.concat(%0, %1, %2)
              core.return(%3)
            }
            """);
    Object text = Text.EMPTY;
    for (int i = 0; i < 300_000; i++) {
      text = Programs.run(program, "f", text, Text.of(","), (long) (i % 10));
    }
    // Copying the whole string each time would take 9·10¹⁰ steps.
    assertEquals(600_000, ((Text) text).length());
    assertEquals(",8,9", ((Text) text).substring(599_996, 600_000).toString());
  }
}
