package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// What is promised of the functions of a lowered kernel, which engines run on samples to warm up.
class PartsTest {
  static List<Groups.Case> groups() {
    return Groups.ALL;
  }

  private static List<Function> lowered(Groups.Case group) {
    return lowered(group.text());
  }

  private static List<Function> lowered(String text) {
    Function f = Kernels.function(text);
    return switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) ->
          Objects.requireNonNull(Lower.lower(kernel, Machine.AVX512));
      case Kernelize.Outcome.Refused(String why) -> throw new AssertionError(why);
    };
  }

  /// A part that nobody calls costs a compilation, and may go beyond buffers that it never sees.
  @ParameterizedTest
  @MethodSource("groups")
  void everyPartIsCalled(Groups.Case group) {
    List<Function> all = lowered(group);
    Set<String> called = new TreeSet<>(Set.of(all.getLast().symbol()));
    for (Function f : all) {
      Graph.each(
          f.body(),
          o -> {
            if (o.attributes().get("callee") instanceof Attribute.Symbol(String callee)) {
              called.add(callee);
            }
          });
    }
    Set<String> written =
        all.stream().map(Function::symbol).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(written, called);
  }

  /// Its buffers may be any, as large as the largest of the kernel.
  @ParameterizedTest
  @MethodSource("groups")
  void everyPartRunsOnItsSample(Groups.Case group) {
    List<Function> all = lowered(group);
    long largest =
        all.getLast().attributes().integers("sizes").stream().mapToLong(s -> s).max().orElseThrow();
    for (Function part : all) {
      if (part.attributes().has("sample")) {
        List<Function> with = new ArrayList<>(all);
        with.add(rehearsal(part, largest));
        new Interpreter(new Module(List.of(), with), NoHost.INSTANCE, TensorOracle.INSTANCE)
            .call("rehearsal");
      }
    }
  }

  /// Copies before tiles took a third of the time of this product.
  @Test
  void theFirstTileOfAPanelCopiesIt() {
    String text =
        """
        func @f(%0: tensor<[32, 256] x f32>, %1: tensor<[256, 256] x f32>) -> (tensor<[32, 256] x f32>) {
          %2 = tensor.matmul(%0, %1)
          core.return(%2)
        }
        """;
    assertTrue(symbols(lowered(text)).anyMatch(s -> s.contains(".r256p64")));
    assertFalse(symbols(lowered(text)).anyMatch(s -> s.contains(".pack")));
  }

  /// Turning over weights takes longer than a product of few rows with them.
  @ParameterizedTest
  @CsvSource({"1, 256, .dots", "32, 256, .dots", "33, 264, .packt", "5, 32, .packt"})
  void fewRowsByTurnedWeightsAreInnerProducts(int rows, int depth, String part) {
    String text =
        """
        func @f(%%0: tensor<[%1$d, %2$d] x f32>, %%1: tensor<[256, %2$d] x f32>) -> (tensor<[%1$d, 256] x f32>) {
          %%2 = tensor.transpose(%%1) {perm = [1, 0]}
          %%3 = tensor.matmul(%%0, %%2)
          core.return(%%3)
        }
        """
            .formatted(rows, depth);
    List<String> symbols = symbols(lowered(text)).toList();
    assertTrue(symbols.stream().anyMatch(s -> s.contains(part)), symbols::toString);
  }

  private static Stream<String> symbols(List<Function> functions) {
    return functions.stream().map(Function::symbol);
  }

  /// With more, HotSpot's C1 may give up, and vectors become objects. 1 × 3072 took 31 µs, not 0.3.
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void rowsThatTakeManyVectorOperationsAreSeveralFunctions(int rows) {
    String text =
        """
        func @f(%0: tensor<[4, 3072] x f32>, %1: tensor<[3072] x f32>, %2: tensor<[3072] x f32>) -> (tensor<[4, 3072] x f32>) {
          %3 = tensor.layernorm(%0, %1, %2)
          core.return(%3)
        }
        """;
    haveFewVectorOperations(50, lowered(text.replace("[4,", "[" + rows + ",")));
  }

  @Test
  void elementsAndTheirSumAreTwoFunctionsWhereTheyTakeMuch() {
    haveFewVectorOperations(
        100,
        lowered(
            """
            func @f(%0: tensor<[1, 1000] x f32>, %1: tensor<[1, 1000] x f32>) -> (tensor<[1, 1000] x f32>) {
              %2 = tensor.gelu(%0)
              %3 = tensor.add(%2, %1)
              %4 = tensor.layernorm(%3)
              %5 = tensor.silu(%4)
              %6 = tensor.softmax(%5)
              core.return(%6)
            }
            """));
  }

  private static void haveFewVectorOperations(int most, List<Function> all) {
    assertTrue(all.size() > 2, () -> all.size() + " functions");
    for (Function part : all) {
      assertTrue(
          vectorOperations(part) <= most, () -> part.symbol() + " " + vectorOperations(part));
    }
  }

  private static int vectorOperations(Function part) {
    return Sweep.vectorOperations(part.body());
  }

  private static Function rehearsal(Function part, long largest) {
    FunctionBuilder w = new FunctionBuilder("rehearsal");
    List<Long> positions = part.attributes().integers("sample");
    List<Value> arguments = new ArrayList<>();
    int next = 0;
    for (Value parameter : part.params()) {
      arguments.add(
          parameter.type() instanceof BufferType type
              ? w.opOf(
                      KernelOp.ALLOC,
                      List.of(type),
                      Attributes.NONE,
                      part.span(),
                      List.of(number(w, part, largest, Scalar.I64)))
                  .result()
              : number(w, part, positions.get(next++), Scalar.I32));
    }
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(part.symbol()));
    w.opOf(CoreOp.CALL, List.of(), callee, part.span(), arguments);
    w.op(CoreOp.RETURN, Attributes.NONE, part.span(), List.of());
    return w.finish(List.of(), Attributes.NONE, part.span());
  }

  private static Value number(FunctionBuilder w, Function part, long value, Scalar type) {
    Attributes constant = Attributes.of("value", Attribute.of(value));
    return w.opOf(CoreOp.CONST, List.of(type), constant, part.span(), List.of()).result();
  }
}
