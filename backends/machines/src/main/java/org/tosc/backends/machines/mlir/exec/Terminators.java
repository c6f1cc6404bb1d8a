package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.machines.mlir.exec.RegionCode.Exit;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;

/// What ends the blocks of one region.
final class Terminators {
  private static final Set<String> NAMES =
      Set.of(
          "func.return",
          "scf.yield",
          "affine.yield",
          "linalg.yield",
          "tensor.yield",
          "vector.yield",
          "gpu.yield",
          "gpu.return",
          "gpu.terminator",
          "gpu.module_end",
          "scf.condition",
          "scf.reduce.return",
          "memref.alloca_scope.return",
          "memref.atomic_yield",
          "cf.br",
          "cf.cond_br",
          "cf.switch");

  private final Compiler compiler;
  private final Scope scope;
  private final Map<String, Integer> labels;
  private final int[][] arguments;
  private int[] exits = {};

  Terminators(Compiler compiler, Scope scope, Map<String, Integer> labels, int[][] arguments) {
    this.compiler = compiler;
    this.scope = scope;
    this.labels = labels;
    this.arguments = arguments;
  }

  static boolean isOne(Operation op) {
    return NAMES.contains(op.name());
  }

  int[] exits() {
    return exits;
  }

  Exit exit(Operation op) {
    int[] operands = op.operands().stream().mapToInt(u -> scope.slot(op, u)).toArray();
    return switch (op.name()) {
      case "cf.br" -> branch(op, op.successors().getFirst(), operands);
      case "cf.cond_br" -> conditional(op, operands);
      case "cf.switch" -> choice(op, operands);
      default -> leave(operands);
    };
  }

  private Exit leave(int[] operands) {
    if (exits.length < operands.length) {
      exits = scope.fresh(operands.length);
    }
    int[] to = exits;
    return frame -> {
      frame.copy(operands, to);
      return RegionCode.LEAVE;
    };
  }

  private Exit branch(Operation op, Successor successor, int[] values) {
    Integer block = labels.get(successor.label());
    if (block == null || arguments[block].length != values.length) {
      throw new Unsupported(op, "`^" + successor.label() + "` does not take what it is given");
    }
    int[] to = arguments[block];
    return frame -> {
      frame.machine.spend(1);
      frame.move(values, to);
      return block;
    };
  }

  private static void decide(Frame frame, int slot) {
    if (frame.poison[slot]) {
      throw new Stop("the condition is poison: a value that nothing defines");
    }
  }

  private Exit conditional(Operation op, int[] operands) {
    int[] sizes = new Site(op, operands, new int[0], scope, compiler).segments(3);
    int condition = operands[0];
    int middle = 1 + sizes[1];
    Exit whenTrue = branch(op, op.successors().get(0), Arrays.copyOfRange(operands, 1, middle));
    Exit whenFalse =
        branch(op, op.successors().get(1), Arrays.copyOfRange(operands, middle, operands.length));
    return frame -> {
      decide(frame, condition);
      return (frame.cells[condition] != 0 ? whenTrue : whenFalse).next(frame);
    };
  }

  private Exit choice(Operation op, int[] operands) {
    Site site = new Site(op, operands, new int[0], scope, compiler);
    int[] sizes = site.segments(3);
    int flag = operands[0];
    Exit otherwise = branch(op, op.successors().getFirst(), site.operands(1, sizes[1]));
    boolean hasCases = op.attribute("case_values") != null;
    long[] values = hasCases ? site.integers("case_values") : new long[0];
    long[] segments = site.integers("case_operand_segments");
    List<Successor> cases = op.successors().subList(1, op.successors().size());
    Exit[] exits = new Exit[cases.size()];
    int from = 1 + sizes[1];
    for (int i = 0; i < exits.length; i++) {
      int count = (int) segments[i];
      exits[i] = branch(op, cases.get(i), site.operands(from, count));
      from += count;
    }
    return frame -> {
      decide(frame, flag);
      for (int i = 0; i < exits.length; i++) {
        if (values[i] == frame.cells[flag]) {
          return exits[i].next(frame);
        }
      }
      return otherwise.next(frame);
    };
  }
}
