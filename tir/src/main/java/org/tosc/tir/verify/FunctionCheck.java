package org.tosc.tir.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Checks one function against the rules of [Verifier]; their numbers stand at the methods.
final class FunctionCheck {
  /// Where a region stands, for rules 4 and 5; `nest` is the nest around it, for rule 13.
  private record Place(
      Operation owner, int index, boolean inLoopBody, boolean guarded, @Nullable Operation nest) {}

  private final Module module;
  private final Function function;
  private final BiConsumer<Span, String> report;
  private final Set<Integer> defined = new HashSet<>();
  private Map<Integer, Value> visible = new HashMap<>();

  FunctionCheck(Module module, Function function, BiConsumer<Span, String> report) {
    this.module = module;
    this.function = function;
    this.report = report;
  }

  void run() {
    region(function.body(), null);
  }

  private void region(Region region, @Nullable Place place) {
    List<Value> here = new ArrayList<>();
    region.params().forEach(p -> define(p, here, function.span()));
    if (region.ops().isEmpty()) {
      report.accept(
          place == null ? function.span() : place.owner().span(),
          "a region must end in a terminator");
    }
    for (int i = 0; i < region.ops().size(); i++) {
      Operation operation = region.ops().get(i);
      boolean last = i == region.ops().size() - 1;
      String complaint = complaint(operation, last, place);
      if (complaint != null) {
        report.accept(operation.span(), complaint);
      }
      nested(operation, place);
      operation.results().forEach(r -> define(r, here, operation.span()));
    }
    here.forEach(v -> visible.remove(v.id(), v));
  }

  private void nested(Operation operation, @Nullable Place outer) {
    for (int i = 0; i < operation.regions().size(); i++) {
      if (operation.op() == FusedOp.FUSED) {
        isolated(operation, place(operation, i, outer));
      } else {
        region(operation.region(i), place(operation, i, outer));
      }
    }
  }

  /// The body of a group sees nothing from outside (rule 15).
  private void isolated(Operation fused, Place place) {
    Map<Integer, Value> outside = visible;
    visible = new HashMap<>();
    region(fused.region(0), place);
    visible = outside;
  }

  private static Place place(Operation owner, int index, @Nullable Place outer) {
    boolean inLoopBody = outer != null && outer.inLoopBody();
    boolean guarded = outer != null && outer.guarded();
    Operation nest = outer == null ? null : outer.nest();
    if (owner.op() == CoreOp.LOOP) {
      return new Place(owner, index, index == 1, guarded, nest);
    }
    if (owner.op() == CoreOp.TRY || owner.op() == CoreOp.FINALLY) {
      return new Place(owner, index, inLoopBody, true, nest);
    }
    if (owner.op() == KernelOp.NEST) {
      return new Place(owner, index, false, guarded, owner);
    }
    return new Place(owner, index, inLoopBody, guarded, nest);
  }

  /// Rules 1 to 8 for one operation.
  private @Nullable String complaint(Operation o, boolean last, @Nullable Place place) {
    for (Value operand : o.operands()) {
      if (!operand.equals(visible.get(operand.id()))) {
        return operand + " is used where it is not defined";
      }
    }
    String complaint = RowCheck.operandsAndAttributes(o.op(), o.operands(), o.attributes());
    if (complaint == null) {
      complaint = RowCheck.results(o.op(), o.operands(), o.attributes(), types(o.results()));
    }
    if (complaint == null && o.op().is(Trait.TERMINATOR) != last) {
      complaint =
          last
              ? "a region must end in a terminator, found " + o.op().mnemonic()
              : o.op().mnemonic() + " must end its region";
    }
    if (complaint == null) {
      complaint = regionCount(o);
    }
    if (complaint == null && place != null && place.nest() != null) {
      complaint = NestCheck.insideBody(place.nest(), o);
    }
    if (complaint == null && place != null && place.owner().op() == FusedOp.FUSED) {
      complaint = FusedCheck.insideBody(o);
    }
    return complaint != null ? complaint : specific(o, place);
  }

  private @Nullable String specific(Operation o, @Nullable Place place) {
    return switch (o.op()) {
      case CoreOp core -> core(core, o, place);
      case HostOp host -> host(host, o);
      case TensorOp ignored -> null;
      case FusedOp ignored -> FusedCheck.complaint(module, o);
      case KernelOp kernel ->
          KernelCheck.complaint(module, kernel, o, place != null && place.nest() != null);
    };
  }

  private @Nullable String core(CoreOp op, Operation o, @Nullable Place place) {
    return switch (op) {
      case CONST ->
          ConstantCheck.complaint(
              o.result().type() instanceof VectorType v ? v.element() : o.result().type(),
              Objects.requireNonNull(o.attributes().get("value")));
      case CAST -> VectorCheck.cast(o);
      case SPLAT -> VectorCheck.splat(o);
      case SLOT -> slot(o);
      case YIELD -> yields(o, place);
      case BREAK, CONTINUE ->
          place != null && place.inLoopBody()
              ? null
              : op.mnemonic() + " stands outside a loop's body";
      case RETURN -> same("return", function.results(), types(o.operands()));
      case TAIL_CALL ->
          place != null && place.guarded()
              ? "core.tail_call stands inside try or finally"
              : same("tail_call", types(function.params()), types(o.operands()));
      case CALL -> SymbolCheck.call(module, o);
      case CALL_ADDRESS -> SymbolCheck.callAddress(o);
      case ADDRESS -> SymbolCheck.address(module, o);
      case ARRAY, SPLAT_ARRAY -> array(o);
      case GLOBAL_GET, GLOBAL_SET -> SymbolCheck.global(module, o);
      default -> null;
    };
  }

  private static @Nullable String array(Operation o) {
    ArrayType array = (ArrayType) o.result().type();
    if (o.op() == CoreOp.ARRAY && o.operands().size() != array.length()) {
      return array + " has " + array.length() + " elements, found " + o.operands().size();
    }
    for (Value element : o.operands()) {
      if (!element.type().equals(array.element())) {
        return "elements of " + array + " are " + array.element() + ", found " + element.type();
      }
    }
    return null;
  }

  private @Nullable String host(HostOp op, Operation o) {
    return switch (op) {
      case CLOSURE -> SymbolCheck.closure(module, o);
      case CELL -> SymbolCheck.cell(o.result().type(), o.operand(0).type());
      case CELL_SET -> SymbolCheck.cell(o.operand(0).type(), o.operand(1).type());
      default -> null;
    };
  }

  private static @Nullable String slot(Operation o) {
    Type content = ((SlotType) o.result().type()).content();
    return o.operands().isEmpty() || o.operand(0).type().equals(content)
        ? null
        : "the slot holds " + content + ", found " + o.operand(0).type();
  }

  /// Rule 4.
  private static @Nullable String yields(Operation o, @Nullable Place place) {
    if (place == null) {
      return "a function's body ends in return, found core.yield";
    }
    if (place.owner().op() == KernelOp.NEST) {
      return same("yield", NestCheck.yielded(place.owner(), place.index()), types(o.operands()));
    }
    boolean condition = place.owner().op() == CoreOp.LOOP && place.index() == 0;
    List<Type> expected = condition ? List.of(Scalar.I1) : types(place.owner().results());
    return same("yield", expected, types(o.operands()));
  }

  /// Rules 1 and 8.
  private static @Nullable String regionCount(Operation o) {
    int expected = o.op().row().regions().size();
    boolean enough = o.op().row().repeatsRegions() && o.regions().size() >= expected;
    if (o.regions().size() != expected && !enough) {
      return o.op().mnemonic() + " has " + expected + " regions, found " + o.regions().size();
    }
    if (o.op() == KernelOp.NEST || o.op() == FusedOp.FUSED) {
      return null; // rules 12 and 15 know the parameters of bodies
    }
    for (int i = 0; i < expected; i++) {
      List<Type> params = types(o.region(i).params());
      List<Type> wanted = o.op() == CoreOp.TRY && i == 1 ? List.of(HostType.ANY) : List.of();
      if (!params.equals(wanted)) {
        return "region `"
            + o.op().row().regions().get(i)
            + "` of "
            + o.op().mnemonic()
            + " takes "
            + wanted
            + ", found "
            + params;
      }
    }
    return null;
  }

  private void define(Value value, List<Value> here, Span span) {
    if (!defined.add(value.id())) {
      report.accept(span, value + " is defined twice");
    }
    visible.put(value.id(), value);
    here.add(value);
  }

  private static @Nullable String same(String what, List<Type> expected, List<Type> found) {
    return expected.equals(found)
        ? null
        : "core." + what + " must give " + expected + ", found " + found;
  }

  private static List<Type> types(List<Value> values) {
    return Value.types(values);
  }
}
