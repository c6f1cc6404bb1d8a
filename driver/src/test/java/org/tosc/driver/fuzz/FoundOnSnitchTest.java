package org.tosc.driver.fuzz;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.snitch.kernel.KernelCode;
import org.tosc.driver.machine.ModelledSnitch;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Kernels of which campaigns, or thought, once found that streams give other numbers than the
/// interpreter. All have streams.
final class FoundOnSnitchTest {
  private static final double NAN = Double.NaN;

  /// A kernel of one operand and one result.
  enum Case {
    WORD_THAT_IS_ADDED_TO_ITS_OWN_PRODUCT(
        "f32", "[8]", "[8]", body("[8]", "core.fma(%in, %in, %in)"), 1.5, -3, 0.1, 2),
    NUMBERS_OF_A_TABLE_ARE_THOSE_OF_THE_FORMAT(
        "f32", "[4, 18]", "[4, 2, 16]", STENCIL, 1.5, -3, 0.1, 2, 7, -0.3, 11),
    CONSTANTS_ARE_ROUNDED_TO_THE_FORMAT("f32", "[8]", "[8]", CONSTANTS, 0, -3, 0.1, 2),
    CONSTANTS_ARE_ROUNDED_ONCE("f16", "[8]", "[8]", ONCE, 0, -3, 0.1, 2),
    MAXIMUM_OF_NAN("f64", "[8]", "[8]", body("[8]", "core.max(%in, %c)"), 1, NAN, -2, 3),
    ALL_NUMBERS_ARE_NAN("f64", "[8]", "[8]", body("[8]", "core.min(%in, %c)"), NAN),
    MAXIMUM_OF_NAN_IN_ARRAYS_OF_ITS_OWN("f64", "[8]", "[8]", OWN, 1, NAN, -2, 3),
    POWER_OF_NAN("f64", "[8]", "[8]", body("[8]", "core.exp(%in)"), 1, NAN, -2, 3),
    POWER_OF_INFINITY("f64", "[8]", "[8]", body("[8]", "core.exp(%in)"), 1, 1 / 0.0, -1 / 0.0, 3),
    ROOTS_OF_SMALL_NUMBERS(
        "f64", "[8]", "[8]", body("[8]", "core.sqrt(%in)"), 0x1.8p-1023, 0x1p-1074, 0, 0x1p-1022),
    ROOTS_OF_NEGATIVE_NUMBERS("f64", "[8]", "[8]", body("[8]", "core.sqrt(%in)"), -1e-300, 2, 3),
    QUOTIENTS_BY_ZERO("f64", "[8]", "[8]", body("[8]", "core.div(%c, %in)"), 1, 0, -2, 3),
    QUOTIENTS_BY_LARGE_NUMBERS(
        "f64", "[8]", "[8]", body("[8]", "core.div(%c, %in)"), 0x1.8p1023, 1 / 0.0, 0x1p-1030),
    QUOTIENTS_THAT_FILL_THE_STACK(
        "f64", "[300]", "[300]", body("[300]", "core.div(%c, %in)"), 1, 0, -2, 3),
    PRODUCTS_ARE_ROUNDED_BEFORE_THEY_ARE_ADDED("f64", "[4, 9]", "[4]", SUM, 1.1, -2.3, 0.9);

    private final String element;
    private final String in;
    private final String out;
    private final String nests;
    private final double[] numbers;

    Case(String element, String in, String out, String nests, double... numbers) {
      this.element = element;
      this.in = in;
      this.out = out;
      this.nests = nests;
      this.numbers = numbers;
    }

    String text() {
      String all =
          """
          func @f(%0: buffer<IN x T, global>, %1: buffer<OUT x T, global>) -> () {ins = 1, kernel = true, outs = 1} {
          NESTS
            core.return
          }
          """;
      return all.replace("NESTS", nests)
          .replace("IN", in)
          .replace("OUT", out)
          .replace(" T,", " " + element + ",")
          .replace(": T", ": " + element);
    }

    /// The numbers again and again.
    OracleTensor operand(BufferType type) {
      long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
      double[] all =
          new double[Math.toIntExact(java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
      for (int i = 0; i < all.length; i++) {
        all[i] = numbers[i % numbers.length];
      }
      return OracleTensor.reals(type.element(), shape, all);
    }
  }

  private static final String STENCIL =
      """
        kernel.nest(%0, %1) {extents = [4, 2, 16], ins = 1, kinds = ["parallel", "parallel", "parallel"], maps = [map (d0, d1, d2) -> (d0, d2), map (d0, d1, d2) -> (d0, d1, d2)], outs = 1} { ^(%2: T, %3: T):
          %4 = core.const {value = -1.3333333333333333} : T
          %5 = core.add(%2, %4)
          %6 = core.const {value = -2.6666666666666666} : T
          %7 = core.fma(%5, %6, %2)
          core.yield(%7)
        }""";

  private static final String CONSTANTS =
      """
        kernel.nest(%0, %1) {extents = [8], ins = 1, kinds = ["parallel"], maps = [map (d0) -> (d0), map (d0) -> (d0)], outs = 1} { ^(%2: T, %3: T):
          %4 = core.const {value = -1.0} : T
          %5 = core.const {value = -1.3333333333333333} : T
          %6 = core.add(%4, %5)
          %7 = core.add(%2, %6)
          core.yield(%7)
        }""";

  /// The first array depends on the operand, the second does not.
  private static final String OWN =
      """
        %2 = kernel.alloc : buffer<[8] x T, global>
        %3 = kernel.alloc : buffer<[8] x T, global>
        kernel.nest(%0, %2) {extents = [8], ins = 1, kinds = ["parallel"], maps = [map (d0) -> (d0), map (d0) -> (d0)], outs = 1} { ^(%4: T, %5: T):
          %6 = core.add(%4, %4)
          core.yield(%6)
        }
        kernel.nest(%3) {extents = [8], ins = 0, kinds = ["parallel"], maps = [map (d0) -> (d0)], outs = 1} { ^(%7: T):
          %8 = core.const {value = 0.3} : T
          core.yield(%8)
        }
        kernel.nest(%2, %3, %1) {extents = [8], ins = 2, kinds = ["parallel"], maps = [map (d0) -> (d0), map (d0) -> (d0), map (d0) -> (d0)], outs = 1} { ^(%9: T, %10: T, %11: T):
          %12 = core.max(%9, %10)
          core.yield(%12)
        }
        kernel.free(%2)
        kernel.free(%3)""";

  /// Just above the middle between two numbers of `f16`, by less than `f32` can tell.
  private static final String ONCE =
      """
        kernel.nest(%0, %1) {extents = [8], ins = 1, kinds = ["parallel"], maps = [map (d0) -> (d0), map (d0) -> (d0)], outs = 1} { ^(%2: T, %3: T):
          %4 = core.const {value = 1.0004882812509095} : T
          %5 = core.add(%2, %4)
          core.yield(%5)
        }""";

  private static final String SUM =
      """
        kernel.nest(%1) {extents = [4], ins = 0, kinds = ["parallel"], maps = [map (d0) -> (d0)], outs = 1} { ^(%2: T):
          %3 = core.const {value = 0.0} : T
          core.yield(%3)
        }
        kernel.nest(%0, %1) {extents = [4, 9], ins = 1, kinds = ["parallel", "reduction"], maps = [map (d0, d1) -> (d0, d1), map (d0, d1) -> (d0)], outs = 1} { ^(%4: T, %5: T):
          %6 = core.mul(%4, %4)
          %7 = core.add(%5, %6)
          core.yield(%7)
        }""";

  /// A nest of one operation of `%in`, an element, and `%c`, a constant.
  private static String body(String extents, String operation) {
    String nest =
        """
          kernel.nest(%0, %1) {extents = EXTENTS, ins = 1, kinds = ["parallel"], maps = [map (d0) -> (d0), map (d0) -> (d0)], outs = 1} { ^(%2: T, %3: T):
            %4 = core.const {value = 0.3} : T
            %5 = OPERATION
            core.yield(%5)
          }""";
    return nest.replace("EXTENTS", extents)
        .replace("OPERATION", operation)
        .replace("%in", "%2")
        .replace("%c", "%4");
  }

  @ParameterizedTest
  @EnumSource
  void streamsGiveWhatTheInterpreterGives(Case kernel) throws Throwable {
    Function f = Kernels.function(kernel.text());
    assertNull(KernelCode.of(f).whyLoops());
    List<Type> types = Value.types(f.params()).stream().map(FoundOnSnitchTest::tensor).toList();
    List<OracleTensor> operands =
        List.of(kernel.operand((BufferType) f.params().getFirst().type()));
    Module module = Kernels.wrapped(List.of(f), types.subList(0, 1), types.subList(1, 2));
    OracleTensor expected = Kernels.run(module, "wrapped", operands).getFirst();
    var made = (KernelTarget.Outcome.Made) new ModelledSnitch().compile(f, 1);
    boolean isInexact = kernel.text().matches("(?s).*core\\.(div|sqrt|exp).*");
    String difference =
        SnitchCampaign.difference(
            expected,
            SnitchCampaign.result(made.kernel(), operands),
            isInexact ? SnitchCampaign.ULPS : 0);
    assertNull(difference);
  }

  private static Type tensor(Type buffer) {
    BufferType type = (BufferType) buffer;
    return new TensorType(type.shape(), type.element());
  }
}
