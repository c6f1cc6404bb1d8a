package org.tosc.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.passes.fuse.Fuse;
import org.tosc.passes.fuse.GraphMaker;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// The phases of a kernel give the same bits however many parts there are, and in whatever order
/// these run.
class PhasesTest {
  private static final Machine SHARING = new Machine(4, 8, 512, 2048, 2, 0);
  private static final int GRAPHS = Integer.getInteger("graphs", 300);

  static List<Groups.Case> groups() {
    return Groups.ALL;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void partsGiveTheBitsOfTheWhole(Groups.Case group) {
    Function f = Kernels.function(group.text());
    switch (Kernelize.kernel("f.k0", f)) {
      case Kernelize.Outcome.Made(Function kernel) ->
          check(kernel, Kernels.operands(f, 1), f.results());
      case Kernelize.Outcome.Refused(String why) -> fail(why);
    }
  }

  @Test
  void partsOfRandomGraphsGiveTheBitsOfTheWhole() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Module module = Fuse.run(GraphMaker.make(new SplittableRandom(seed))).module();
      for (Function f : module.functions()) {
        for (Operation o : f.body().ops()) {
          if (o.op() == FusedOp.FUSED
              && Kernelize.kernel("f.k0", o.region(0), o.span())
                  instanceof Kernelize.Outcome.Made(Function kernel)) {
            check(kernel, operands(o, seed), Value.types(o.results()));
          }
        }
      }
    }
  }

  /// Queries, keys and values of a row: products that have nothing to do with each other are one
  /// phase, in which a part is at the last of them while another has not begun.
  @Test
  void productsBesideEachOtherAreOnePhase() {
    String text =
        """
        func @f(%0: tensor<[1, 256] x q8_0>, %1: tensor<[48, 256] x q4_0>, %2: tensor<[40, 256] x q4_0>) -> (tensor<[1, 48] x f32>, tensor<[1, 40] x f32>) {
          %3 = tensor.qmatmul(%0, %1)
          %4 = tensor.qmatmul(%0, %2)
          core.return(%3, %4)
        }
        """;
    Function f = Kernels.function(text);
    Kernelize.Outcome outcome = Kernelize.kernel("f.k0", f);
    Function kernel = ((Kernelize.Outcome.Made) outcome).kernel();
    Machine machine = SHARING.withDots().asAssembled();
    List<Function> lowered = Objects.requireNonNull(Lower.lower(kernel, machine));
    assertEquals(1, lowered.stream().filter(g -> g.attributes().has("phase")).count());
    assertTrue(lowered.stream().anyMatch(g -> g.symbol().contains(".folded1x")));
    check(kernel, Kernels.operands(f, 1), f.results(), machine);
  }

  /// Most work of large kernels is in phases that are shared out.
  @Test
  void productsAndRowsAreShared() {
    for (String name : List.of("matmul", "softmax")) {
      Groups.Case group =
          Groups.ALL.stream().filter(g -> g.name().startsWith(name)).findFirst().orElseThrow();
      Kernelize.Outcome outcome = Kernelize.kernel("f.k0", Kernels.function(group.text()));
      Function kernel = ((Kernelize.Outcome.Made) outcome).kernel();
      long shared =
          Objects.requireNonNull(Lower.lower(kernel, SHARING)).stream()
              .filter(g -> g.attributes().integer("phase", 1) > 1)
              .count();
      assertTrue(shared > 0, name);
    }
  }

  private static List<OracleTensor> operands(Operation fused, long seed) {
    FunctionBuilder w = new FunctionBuilder("operands");
    fused.operands().forEach(v -> w.param(v.type()));
    w.op(CoreOp.RETURN, Attributes.NONE, fused.span(), List.of());
    return Kernels.operands(w.finish(List.of(), Attributes.NONE, fused.span()), seed);
  }

  private static void check(Function kernel, List<OracleTensor> operands, List<Type> results) {
    check(kernel, operands, results, SHARING);
  }

  private static void check(
      Function kernel, List<OracleTensor> operands, List<Type> results, Machine machine) {
    List<Type> types =
        operands.stream().map(t -> (Type) TensorType.of(t.element(), t.shape())).toList();
    Machine alone = machine.withThreads(1);
    List<double[]> whole =
        bits(Objects.requireNonNull(Lower.lower(kernel, alone)), operands, types, results);
    for (int parts : new int[] {2, 3, 6}) {
      List<Function> shared =
          new ArrayList<>(Objects.requireNonNull(Lower.lower(kernel, machine.withThreads(parts))));
      shared.set(shared.size() - 1, inParts(shared, parts));
      List<double[]> made = bits(shared, operands, types, results);
      for (int i = 0; i < whole.size(); i++) {
        assertEquals(Arrays.toString(whole.get(i)), Arrays.toString(made.get(i)), parts + " parts");
      }
    }
  }

  private static List<double[]> bits(
      List<Function> functions, List<OracleTensor> operands, List<Type> types, List<Type> results) {
    Module module = Kernels.wrapped(functions, types, results);
    List<double[]> all = new ArrayList<>();
    for (OracleTensor t : Kernels.run(module, "wrapped", operands)) {
      double[] elements = new double[t.size()];
      Arrays.setAll(elements, t::real);
      all.add(elements);
    }
    return all;
  }

  /// The kernel with each phase run part by part, the last first, each with scratch of its own.
  private static Function inParts(List<Function> lowered, int parts) {
    Function kernel = lowered.getLast();
    List<Long> sizes = kernel.attributes().integers("sizes");
    List<Long> own = kernel.attributes().integers("own");
    FunctionBuilder w = new FunctionBuilder(kernel.symbol());
    List<Value> buffers = kernel.params().stream().map(p -> w.param(p.type())).toList();
    List<List<Value>> each = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      List<Value> mine = new ArrayList<>(buffers);
      for (long scratch : own) {
        int at = (int) scratch;
        Value size = number(w, kernel, sizes.get(at), Scalar.I64);
        BufferType type = (BufferType) buffers.get(at).type();
        mine.set(
            at,
            w.opOf(KernelOp.ALLOC, List.of(type), Attributes.NONE, kernel.span(), List.of(size))
                .result());
      }
      each.add(mine);
    }
    for (Function phase : lowered) {
      if (phase.attributes().has("phase")) {
        long count = phase.attributes().integer("phase");
        for (int part = (int) count - 1; part >= 0; part--) {
          List<Value> arguments = new ArrayList<>();
          arguments.add(number(w, kernel, part, Scalar.I32));
          arguments.addAll(each.get(part));
          Attributes callee = Attributes.of("callee", new Attribute.Symbol(phase.symbol()));
          w.opOf(CoreOp.CALL, List.of(), callee, kernel.span(), arguments);
        }
      }
    }
    w.op(CoreOp.RETURN, Attributes.NONE, kernel.span(), List.of());
    return w.finish(List.of(), kernel.attributes(), kernel.span());
  }

  private static Value number(FunctionBuilder w, Function kernel, long value, Scalar type) {
    Attributes constant = Attributes.of("value", Attribute.of(value));
    return w.opOf(CoreOp.CONST, List.of(type), constant, kernel.span(), List.of()).result();
  }
}
