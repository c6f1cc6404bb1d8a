package org.tosc.backends.machines.mlir.exec;

import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;

/// func and cf.assert.
final class CallSteps {
  static final Map<String, OpCompiler> ALL =
      Map.of(
          "func.call", CallSteps::call,
          "func.constant", CallSteps::constant,
          "func.call_indirect", CallSteps::indirect,
          "cf.assert", CallSteps::check,
          "vector.print", site -> frame -> {},
          "gpu.printf", site -> frame -> {});

  private CallSteps() {}

  private static Step call(Site site) {
    if (!(site.attribute("callee") instanceof Attribute.Symbol callee)) {
      throw site.unsupported("its `callee` is missing");
    }
    FunctionCode code = site.compiler().function(site.op(), String.join("::", callee.path()));
    if (code.hasBarriers()) {
      site.compiler().meetsOthers();
    }
    return frame -> run(frame, site, code, site.operands());
  }

  private static void run(Frame frame, Site site, FunctionCode code, int[] operands) {
    Frame inner = code.frame(frame.machine, frame.thread);
    inner.depth = frame.depth + 1;
    int[] parameters = code.body().entry();
    for (int i = 0; i < operands.length; i++) {
      inner.cells[parameters[i]] = frame.cells[operands[i]];
      inner.references[parameters[i]] = frame.references[operands[i]];
      if (frame.poison[operands[i]]) {
        inner.poison(parameters[i]);
      }
    }
    code.run(inner);
    int[] exits = code.body().exits();
    for (int i = 0; i < site.results().length; i++) {
      frame.cells[site.results()[i]] = inner.cells[exits[i]];
      frame.references[site.results()[i]] = inner.references[exits[i]];
      if (inner.poison[exits[i]]) {
        frame.poison(site.results()[i]);
      }
    }
  }

  private static Step constant(Site site) {
    if (!(site.attribute("value") instanceof Attribute.Symbol symbol)) {
      throw site.unsupported("its `value` is missing");
    }
    FunctionCode code = site.compiler().function(site.op(), String.join("::", symbol.path()));
    return frame -> frame.references[site.result()] = code;
  }

  private static Step indirect(Site site) {
    return frame -> {
      if (frame.references[site.operand(0)] instanceof FunctionCode code) {
        run(frame, site, code, site.operandsFrom(1));
      }
    };
  }

  private static Step check(Site site) {
    String message = String.valueOf(site.op().text("msg"));
    return frame -> {
      if (frame.cells[site.operand(0)] == 0) {
        throw new Stop("the assertion does not hold: " + message);
      }
    };
  }
}
