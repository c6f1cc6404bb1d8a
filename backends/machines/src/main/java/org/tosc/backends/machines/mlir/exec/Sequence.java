package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import org.tosc.backends.machines.mlir.ir.Operation;

/// The operations of a block, but for its end.
final class Sequence {
  private final Step[] steps;
  private final Operation[] operations;
  private final Poison[] poison;
  private final long flops;

  /// @param flops of all operations once
  Sequence(List<Step> steps, List<Operation> operations, List<Poison> poison, long flops) {
    this.steps = steps.toArray(Step[]::new);
    this.operations = operations.toArray(Operation[]::new);
    this.poison = poison.toArray(Poison[]::new);
    this.flops = flops;
  }

  void run(Frame frame) {
    int i = 0;
    try {
      frame.machine.spend(steps.length);
      frame.machine.flops += flops;
      for (; i < steps.length; i++) {
        if (frame.hasPoison) {
          poison[i].run(frame, steps[i]);
        } else {
          steps[i].run(frame);
        }
      }
    } catch (Stop stop) {
      throw operations.length == 0 ? stop : stop.at(operations[Math.min(i, operations.length - 1)]);
    } catch (ArithmeticException overflow) {
      throw new Stop(String.valueOf(overflow.getMessage())).at(operations[i]);
    } catch (IndexOutOfBoundsException | ClassCastException | NullPointerException misfit) {
      // Where the verifier knows no rule, operands may be of another form than the step's.
      throw new Stop("its operands or attributes are not of the form that it runs on")
          .at(operations[i]);
    }
  }
}
