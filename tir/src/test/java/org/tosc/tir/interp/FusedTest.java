package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// Groups: their text, their rules, their meaning.
class FusedTest {
  private static final String GROUP =
      """
      func @f(%0: tensor<[2, 2] x f32>, %1: tensor<[2] x f32>) -> (tensor<[2, 2] x f32>, tensor<[2, 2] x f32>) {
        %2, %3 = tensor.fused(%0, %1) {kind = "contraction"} : tensor<[2, 2] x f32>, tensor<[2, 2] x f32> { ^(%4: tensor<[2, 2] x f32>, %5: tensor<[2] x f32>):
          %6 = tensor.matmul(%4, %4)
          %7 = tensor.add(%6, %5)
          %8 = core.const {value = 2.0} : f32
          %9 = tensor.splat(%8) {dtype = type f32}
          %10 = tensor.mul(%7, %9)
          core.yield(%10, %7)
        }
        core.return(%2, %3)
      }
      """;

  private static Module read(String text) {
    return assertInstanceOf(Reader.Result.Read.class, Reader.read(new Source("t.tir", text)))
        .module();
  }

  @Test
  void theTextFormRoundTrips() {
    Module module = read(GROUP);
    assertEquals(List.of(), Verifier.verify(module));
    assertEquals(GROUP, Printer.print(module));
  }

  /// [[1, 2], [3, 4]]² + [10, 20] by hand, and twice that.
  @Test
  void itsMeaningIsItsBody() {
    Object[] found =
        (Object[])
            new Interpreter(read(GROUP), NoHost.INSTANCE, TensorOracle.INSTANCE)
                .call(
                    "f",
                    OracleNotation.tensor("f32[2, 2]: 1 2 3 4"),
                    OracleNotation.tensor("f32[2]: 10 20"));
    assertEquals(OracleNotation.tensor("f32[2, 2]: 34 60 50 84"), found[0]);
    assertEquals(OracleNotation.tensor("f32[2, 2]: 17 30 25 42"), found[1]);
  }

  @Test
  void itRaisesWhatItsBodyRaises() {
    String text =
        """
        func @f(%0: tensor<[1] x i8>) -> (tensor<[1] x i8>) {
          %1 = tensor.fused(%0) {kind = "elementwise"} : tensor<[1] x i8> { ^(%2: tensor<[1] x i8>):
            %3 = tensor.add(%2, %2)
            core.yield(%3)
          }
          core.return(%1)
        }
        """;
    Interpreter interpreter = new Interpreter(read(text), NoHost.INSTANCE, TensorOracle.INSTANCE);
    GuestFault fault =
        assertThrows(
            GuestFault.class, () -> interpreter.call("f", OracleNotation.tensor("i8[1]: 100")));
    assertTrue(fault.kind().contains("Overflow"), fault.kind());
  }

  /// The body of a group of one input `%2: tensor<[2] x f32>`, in a function whose `%0` is that.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "elementwise | %3 = tensor.neg(%0) core.yield(%3) | %0 is used where it is not defined",
        "elementwise | core.yield | core.yield must give [tensor<[2] x f32>], found []",
        "elementwise | %3 = host.list core.yield(%2) | a group holds pure tensor operations and"
            + " constants, found host.list",
        "elementwise | %3 = tensor.fused(%2) {kind = \"rows\"} : tensor<[2] x f32> {"
            + " ^(%4: tensor<[2] x f32>): core.yield(%4) } core.yield(%3) | a group holds pure"
            + " tensor operations and constants, found tensor.fused",
        "sparse | core.yield(%2) | a group is elementwise, rows, contraction or attention, found"
            + " \"sparse\"",
      })
  void aBrokenRuleIsNamed(String kind, String body, String message) {
    String text =
        """
        func @f(%%0: tensor<[2] x f32>) -> (tensor<[2] x f32>) {
          %%1 = tensor.fused(%%0) {kind = "%s"} : tensor<[2] x f32> { ^(%%2: tensor<[2] x f32>): %s }
          core.return(%%1)
        }
        """
            .formatted(kind, body);
    List<String> found = Verifier.verify(read(text)).stream().map(Diagnostic::message).toList();
    assertTrue(found.contains(message), () -> found + " lacks: " + message);
  }

  @Test
  void theParametersAreTheInputs() {
    String text =
        """
        func @f(%0: tensor<[2] x f32>) -> () {
          tensor.fused(%0) {kind = "rows"} { ^(%2: tensor<[3] x f32>): core.yield }
          core.return
        }
        """;
    assertEquals(
        List.of("a group takes [tensor<[2] x f32>], found [tensor<[3] x f32>]"),
        Verifier.verify(read(text)).stream().map(Diagnostic::message).toList());
  }
}
