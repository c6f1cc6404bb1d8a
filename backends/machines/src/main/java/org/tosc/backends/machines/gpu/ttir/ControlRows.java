package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.ttir.Rows.Meaning;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.tir.source.Code;

/// Loops, branches, calls.
final class ControlRows {
  static final Map<String, Meaning> ROWS =
      Map.of(
          "scf.for", ControlRows::loop,
          "scf.if", ControlRows::branch,
          "scf.while", ControlRows::whileLoop,
          "tt.call", ControlRows::call,
          "tt.assert", ControlRows::check,
          "tt.print", (_, _) -> List.of(),
          "tt.debug_barrier", (_, _) -> List.of());

  private static final int BOUNDS = 3;

  private ControlRows() {}

  private static List<Tile> loop(Frame f, Operation o) {
    long from = f.program().decisive(f.operand(o, 0));
    long to = f.program().decisive(f.operand(o, 1));
    long step = f.program().decisive(f.operand(o, 2));
    if (step <= 0) {
      throw f.fault(Code.E1706, "the step of `scf.for` is above 0, not " + step);
    }
    DType type = f.operand(o, 0).dtype();
    List<Tile> carried = Frame.rest(f.operands(o), BOUNDS);
    if (o.has("tt.warp_specialize")) {
      f.program().launch().hints().specialize();
    }
    if (o.attribute("tt.num_stages") instanceof Attribute.Int(long stages, var _)) {
      f.program().launch().hints().stages((int) stages);
    }
    f.program().enterLoop(o.span().start() + 1);
    for (long at = from; at < to; at += step) {
      List<Tile> arguments = new ArrayList<>(List.of(Tile.scalar(type, at)));
      arguments.addAll(carried);
      carried = f.run(o.region(0).entry(), arguments);
    }
    f.program().leaveLoop();
    return carried;
  }

  private static List<Tile> branch(Frame f, Operation o) {
    boolean isTrue = f.program().decisive(f.operand(o, 0)) != 0;
    if (isTrue) {
      return f.run(o.region(0).entry(), List.of());
    }
    boolean hasElse = o.regions().size() > 1 && !o.region(1).isEmpty();
    return hasElse ? f.run(o.region(1).entry(), List.of()) : List.of();
  }

  private static List<Tile> whileLoop(Frame f, Operation o) {
    List<Tile> carried = f.operands(o);
    f.program().enterLoop(o.span().start() + 1);
    while (true) {
      List<Tile> condition = f.run(o.region(0).entry(), carried);
      List<Tile> passed = Frame.rest(condition, 1);
      if (f.program().decisive(condition.getFirst()) == 0) {
        f.program().leaveLoop();
        return passed;
      }
      carried = f.run(o.region(1).entry(), passed);
    }
  }

  private static List<Tile> call(Frame f, Operation o) {
    if (!(o.attribute("callee") instanceof Attribute.Symbol symbol)) {
      throw f.fault(Code.E1704, "`tt.call` lacks its `callee`");
    }
    Operation function = f.file().function(symbol.last());
    if (function == null) {
      throw f.fault(Code.E1702, "there is no function " + symbol);
    }
    return new Frame(f.program(), f.file()).run(function.region(0).entry(), f.operands(o));
  }

  private static List<Tile> check(Frame f, Operation o) {
    Tile condition = f.operand(o, 0);
    for (int i = 0; condition.isKnown() && i < condition.size(); i++) {
      if (condition.integer(i) == 0) {
        throw f.fault(Code.E1706, "this assertion does not hold: " + o.text("message"));
      }
    }
    return List.of();
  }
}
