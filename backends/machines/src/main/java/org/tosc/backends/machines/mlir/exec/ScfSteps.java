package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Operation;

/// scf.
final class ScfSteps {
  static final Map<String, OpCompiler> ALL =
      Map.of(
          "scf.for", ScfSteps::loop,
          "scf.if", ScfSteps::branch,
          "scf.while", ScfSteps::whileLoop,
          "scf.parallel", ScfSteps::parallel,
          "scf.reduce", ScfSteps::reduce,
          "scf.forall", Forall::compile,
          "scf.forall.in_parallel", Forall::inParallel,
          "tensor.parallel_insert_slice", Forall::insert,
          "scf.execute_region", ScfSteps::execute,
          "scf.index_switch", ScfSteps::choice);

  private ScfSteps() {}

  static int[] rest(int[] slots, int from) {
    return Arrays.copyOfRange(slots, Math.min(from, slots.length), slots.length);
  }

  /// What a region gives has to be as much as is taken from it.
  static int[] exits(Site site, RegionCode body, int count) {
    if (body.exits().length != count) {
      throw site.unsupported(
          "its region gives " + body.exits().length + " values, " + count + " are taken");
    }
    return body.exits();
  }

  private static Step loop(Site site) {
    RegionCode body = site.region(0);
    int width = Cell.width(site.operandType(0));
    int[] initial = site.operandsFrom(3);
    int[] carried = rest(body.entry(), 1);
    int[] exits = exits(site, body, carried.length);
    int variable = body.argument(0);
    return frame -> {
      long from = IntMeaning.signed(frame.cells[site.operand(0)], width);
      long to = IntMeaning.signed(frame.cells[site.operand(1)], width);
      long step = IntMeaning.signed(frame.cells[site.operand(2)], width);
      if (step <= 0) {
        throw new Stop("the step of the loop is " + step + ", expected more than 0");
      }
      frame.copy(initial, carried);
      long mask = IntMeaning.mask(width);
      for (long i = from; i < to; i += step) {
        frame.cells[variable] = i & mask;
        frame.poison[variable] = false;
        frame.machine.spend(1);
        body.run(frame);
        frame.copy(exits, carried);
        if (i > Long.MAX_VALUE - step) {
          break;
        }
      }
      frame.copy(carried, site.results());
    };
  }

  private static Step branch(Site site) {
    RegionCode whenTrue = site.region(0);
    boolean hasElse = site.op().regions().size() > 1 && !site.op().region(1).isEmpty();
    RegionCode whenFalse = hasElse ? site.region(1) : RegionCode.nothing();
    int count = site.results().length;
    int[] first = exits(site, whenTrue, count);
    int[] second = exits(site, whenFalse, count);
    return frame -> {
      boolean isTrue = frame.cells[site.operand(0)] != 0;
      (isTrue ? whenTrue : whenFalse).run(frame);
      frame.copy(isTrue ? first : second, site.results());
    };
  }

  private static Step whileLoop(Site site) {
    RegionCode before = site.region(0);
    RegionCode body = site.region(1);
    int condition = before.exits()[0];
    int[] forwarded = rest(before.exits(), 1);
    return frame -> {
      frame.copy(site.operands(), before.entry());
      while (true) {
        frame.machine.spend(1);
        before.run(frame);
        if (frame.poison[condition]) {
          throw new Stop("the condition is poison: a value that nothing defines");
        }
        if (frame.cells[condition] == 0) {
          frame.copy(forwarded, site.results());
          return;
        }
        frame.copy(forwarded, body.entry());
        body.run(frame);
        frame.copy(body.exits(), before.entry());
      }
    };
  }

  private static Step parallel(Site site) {
    int[] segments = site.segments(4);
    int rank = segments[0];
    int[] lower = site.operands(0, rank);
    int[] upper = site.operands(rank, rank);
    int[] steps = site.operands(2 * rank, rank);
    int[] initial = site.operandsFrom(3 * rank);
    RegionCode body = site.region(0);
    int[] results = site.results();
    // scf.reduce combines into the slots of its operation's exits, which are those of the loop.
    List<Operation> operations = site.op().region(0).entry().operations();
    boolean combines = !operations.isEmpty() && !operations.getLast().regions().isEmpty();
    int[] sums = combines ? site.compiler().sums(operations.getLast()) : new int[0];
    return frame -> {
      long[] sizes = new long[rank];
      long[] from = MemrefSteps.index(frame, lower);
      long[] by = MemrefSteps.index(frame, steps);
      for (int i = 0; i < rank; i++) {
        if (by[i] <= 0) {
          throw new Stop("the step of the loop is " + by[i] + ", expected more than 0");
        }
        sizes[i] = Math.max(0, Math.ceilDiv(frame.cells[upper[i]] - from[i], by[i]));
      }
      frame.copy(initial, sums);
      Walk.over(
          sizes,
          index -> {
            for (int i = 0; i < rank; i++) {
              frame.cells[body.argument(i)] = from[i] + index[i] * by[i];
              frame.poison[body.argument(i)] = false;
            }
            frame.machine.spend(1);
            body.run(frame);
          });
      frame.copy(sums, results);
    };
  }

  private static Step reduce(Site site) {
    int count = site.op().regions().size();
    int[] sums = site.scope().fresh(count);
    site.compiler().sums(site.op(), sums);
    RegionCode[] bodies = new RegionCode[count];
    for (int i = 0; i < count; i++) {
      bodies[i] = site.region(i);
    }
    return frame -> {
      for (int i = 0; i < count; i++) {
        frame.copy(new int[] {sums[i], site.operand(i)}, bodies[i].entry());
        bodies[i].run(frame);
        frame.copy(bodies[i].exits(), new int[] {sums[i]});
      }
    };
  }

  private static Step execute(Site site) {
    RegionCode body = site.region(0);
    int[] exits = exits(site, body, site.results().length);
    return frame -> {
      body.run(frame);
      frame.copy(exits, site.results());
    };
  }

  /// Of the regions the first is for what no case fits.
  private static Step choice(Site site) {
    long[] cases = site.integers("cases");
    RegionCode[] bodies = new RegionCode[site.op().regions().size()];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = site.region(i);
    }
    return frame -> {
      int chosen = 0;
      for (int i = 0; i < cases.length && chosen == 0; i++) {
        chosen = cases[i] == frame.cells[site.operand(0)] ? i + 1 : 0;
      }
      bodies[chosen].run(frame);
      frame.copy(bodies[chosen].exits(), site.results());
    };
  }
}
