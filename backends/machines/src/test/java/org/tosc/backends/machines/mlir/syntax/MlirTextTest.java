package org.tosc.backends.machines.mlir.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.tir.source.Source;

class MlirTextTest {
  private static MlirText read(String text) {
    return MlirText.read(new Source("t.mlir", text), PrettyForms.NONE);
  }

  @Test
  void genericFormsOfAnyDialect() {
    MlirText text =
        read(
            """
            #map = affine_map<(d0, d1)[s0] -> (d0 * 2 + s0, d1 floordiv 4)>
            !p = !tt.ptr<f32, 1>
            "builtin.module"() ({
              "tt.func"() <{sym_name = "k", function_type = (!p, index) -> ()}> ({
              ^bb0(%a: !p loc("x":1:2), %n: index):
                %0:2 = "t.two"(%n) {m = #map, s = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>,
                   e = #t<body -> (x >= 0)>} : (index) -> (tensor<4x?x!tt.ptr<f32>>, vector<[4]x0x2xf16>)
                "t.br"(%0#1)[^bb1, ^bb2] : (vector<[4]x0x2xf16>) -> ()
              ^bb1:
                "t.end"() : () -> () loc(#loc1)
              ^bb2:
                "t.end"() : () -> ()
              }) : () -> ()
            }) {t.x = memref<4x?xf32, strided<[?, 1], offset: ?>, 3>} : () -> ()
            #loc1 = loc("a.py":3:4)
            """);
    assertEquals("[]", text.faults().toString());
    Operation function = text.operations().getFirst().region(0).entry().operations().getFirst();
    Operation two = function.region(0).entry().operations().getFirst();
    assertEquals("tensor<4x?x!tt.ptr<f32>>", two.results().get(0).type().toString());
    assertEquals("vector<[4]x0x2xf16>", two.results().get(1).type().toString());
    assertEquals(
        "affine_map<(d0, d1)[s0] -> (((d0 * 2) + s0), (d1 floordiv 4))>",
        String.valueOf(two.attribute("m")));
    assertEquals("#t<body -> (x >= 0)>", String.valueOf(two.attribute("e")));
    assertEquals(3, function.region(0).blocks().size());
  }

  @Test
  void severalFaultsAreTold() {
    MlirText text =
        read(
            """
            "builtin.module"() ({
              %0 = "t.a"( : () -> i32
              "t.b"() : () -> ()
              %1 = "t.c"() : () -> wrong
              "t.d"() ({ "t.e"() : }) : () -> ()
              "t.f"() : () -> ()
            }) : () -> ()
            """);
    assertEquals(3, text.faults().size(), text.faults()::toString);
    assertEquals("2:15", text.faults().getFirst().span().from().toString());
    assertEquals("`)` is expected, not `:`", text.faults().getFirst().message());
  }

  @Test
  void deepNestingIsAFault() {
    String deep = "\"a\"() ({".repeat(10_000);
    assertTrue(read(deep).hasFaults());
    assertTrue(read("\"a\"() {x = " + "[".repeat(10_000)).hasFaults());
    assertTrue(read("\"a\"() : () -> " + "tensor<".repeat(10_000)).hasFaults());
    String sums = "affine_map<(d0) -> (" + "(d0 + ".repeat(10_000);
    assertTrue(read("\"a\"() {x = " + sums).hasFaults());
  }

  @Test
  void aFormOfAnotherDialect() {
    PrettyForms forms =
        new PrettyForms(
            Map.of(
                "my.neg",
                (in, draft) -> {
                  Parser.Name value = in.value();
                  in.expect(":");
                  var type = in.type();
                  draft.operand(value, type).result(type);
                }),
            Map.of());
    MlirText text = MlirText.read(new Source("t", "%1 = my.neg %0#3 : f32"), forms);
    assertEquals("%0#3", text.operations().getFirst().operands().getFirst().text());
  }
}
