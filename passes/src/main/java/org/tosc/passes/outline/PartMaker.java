package org.tosc.passes.outline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.precision.Precision;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Makes the function of one part, and what takes the place of its operations.
///
/// The part does the same operations in the same order. Variables of the file are read and written
/// in it, where they were; besides, it is handed what they hold in the beginning (its last
/// parameters, `reads`), and gives what they hold in the end (its last results, `writes`), which
/// the caller stores once more. So a version for certain shapes, in which no code of the program
/// runs, need not look at variables at all.
final class PartMaker {
  private final Function outer;
  private final Graph graph;
  private final Sequence sequence;
  private final Set<Value> needed;
  private final String symbol;
  private final Span span;
  private final Map<String, Value> reads = new LinkedHashMap<>();
  private final Map<String, Value> writes = new LinkedHashMap<>();
  private final Map<Field, Value> fields = new LinkedHashMap<>();

  private final Map<Value, Value> before = new LinkedHashMap<>();
  private final Map<Value, Value> after = new LinkedHashMap<>();

  /// Which parameter a value is.
  private final Map<Integer, Value> aliases = new HashMap<>();

  /// A field of what a parameter of the part holds.
  private record Field(Value object, String name, Span span) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Field f && f.object.equals(object) && f.name.equals(name);
    }

    @Override
    public int hashCode() {
      return Objects.hash(object, name);
    }
  }

  private final IntSupplier fresh;

  /// @param needed what is used behind the sequence
  PartMaker(
      Function outer,
      Graph graph,
      Sequence sequence,
      Set<Value> needed,
      String symbol,
      IntSupplier fresh) {
    this.outer = outer;
    this.graph = graph;
    this.sequence = sequence;
    this.needed = needed;
    this.symbol = symbol;
    this.fresh = fresh;
    this.span = sequence.members().getFirst().span();
  }

  /// A part and what calls it.
  record Made(Function part, List<Operation> caller) {}

  Made make(Decisive.Parts known) {
    variables();
    objects();
    slots();
    List<Value> inputs = new ArrayList<>();
    List<Operation> body = new ArrayList<>();
    Set<Value> made = sequence.makes();
    for (Value used : sequence.uses()) {
      Operation constant = made.contains(used) ? null : constant(used);
      if (constant != null) {
        body.add(constant);
      } else if (!made.contains(used)) {
        inputs.add(used);
      }
    }
    List<Value> outputs = made.stream().filter(this::isNeeded).toList();
    List<Value> params =
        Stream.of(inputs, before.values(), reads.values(), fields.values())
            .flatMap(Collection::stream)
            .toList();
    List<Value> results =
        Stream.of(outputs, after.values(), writes.values()).flatMap(Collection::stream).toList();
    for (Value slot : sequence.slots()) {
      Value held = before.get(slot);
      List<Value> initial = held == null ? List.of() : List.of(held);
      body.add(operation(CoreOp.SLOT, initial, Attributes.NONE, List.of(slot)));
    }
    body.addAll(sequence.members());
    after.forEach((slot, value) -> body.add(get(slot, value)));
    writes.forEach((global, value) -> body.add(read(global, value)));
    body.add(operation(CoreOp.RETURN, results, Attributes.NONE, List.of()));
    List<Type> types = Value.types(results);
    List<Long> constants = Decisive.of(params, body, aliases, known);
    Attributes attributes = attributes(params).with("constants", Attribute.ints(constants));
    Function part = new Function(symbol, types, new Region(params, body), attributes, span);
    return new Made(part, caller(params, results));
  }

  private boolean isNeeded(Value value) {
    return needed.contains(value)
        || sequence.stores().stream().anyMatch(s -> s.operand(1).equals(value));
  }

  private List<Operation> caller(List<Value> params, List<Value> results) {
    List<Operation> ops = new ArrayList<>(sequence.ahead());
    reads.forEach((global, value) -> ops.add(read(global, value)));
    fields.forEach((field, value) -> field(field, value, ops));
    before.forEach((slot, value) -> ops.add(get(slot, value)));
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(symbol));
    ops.add(operation(CoreOp.CALL, params, callee, results));
    ops.addAll(sequence.stores());
    after.forEach(
        (slot, value) ->
            ops.add(operation(CoreOp.SLOT_SET, List.of(slot, value), Attributes.NONE, List.of())));
    writes.forEach(
        (global, value) ->
            ops.add(operation(CoreOp.GLOBAL_SET, List.of(value), named(global), List.of())));
    return ops;
  }

  /// Which variables are read before they are written for sure, and which are written.
  private void variables() {
    Set<String> sure = new HashSet<>();
    for (Operation o : sequence.all()) {
      boolean top = sequence.members().contains(o);
      if (o.op() == CoreOp.GLOBAL_SET) {
        Type type = o.operand(0).type();
        writes.computeIfAbsent(global(o), g -> new Value(fresh.getAsInt(), type));
        if (top) {
          sure.add(global(o));
        }
      }
      if (o.op() == CoreOp.GLOBAL_GET && !sure.contains(global(o))) {
        reads.computeIfAbsent(global(o), g -> new Value(fresh.getAsInt(), o.result().type()));
      }
    }
  }

  /// What slots of loops hold before and behind the part.
  private void slots() {
    for (Value slot : sequence.slots()) {
      Type content = ((SlotType) slot.type()).content();
      if (!isFirstWritten(slot)) {
        before.put(slot, new Value(fresh.getAsInt(), content));
      }
      boolean stores =
          sequence.all().stream()
              .anyMatch(o -> o.op() == CoreOp.SLOT_SET && o.operand(0).equals(slot));
      if (stores) {
        after.put(slot, new Value(fresh.getAsInt(), content));
      }
    }
  }

  /// Whether a slot is written before anything of the part may read it.
  private boolean isFirstWritten(Value slot) {
    for (Operation o : sequence.members()) {
      if (o.op() == CoreOp.SLOT_SET && o.operand(0).equals(slot)) {
        return true;
      }
      boolean[] used = {o.operands().contains(slot)};
      o.regions().forEach(r -> Graph.each(r, in -> used[0] |= in.operands().contains(slot)));
      if (used[0]) {
        return false;
      }
    }
    return false;
  }

  /// Which fields of which parameters are read.
  private void objects() {
    Set<Value> made = sequence.makes();
    sequence.uses().stream()
        .filter(v -> !made.contains(v) && v.type() == HostType.ANY)
        .forEach(v -> aliases.put(v.id(), v));
    Set<String> written = new HashSet<>();
    for (Operation o : sequence.all()) {
      if (o.op() == CoreOp.GLOBAL_SET) {
        written.add(global(o));
      } else if (o.op() == CoreOp.GLOBAL_GET && reads.containsKey(global(o))) {
        if (!written.contains(global(o))) {
          aliases.put(o.result().id(), Objects.requireNonNull(reads.get(global(o))));
        }
      } else if (Role.isField(o)) {
        object(o);
      }
    }
  }

  private void object(Operation o) {
    Value object = aliases.get(o.operand(0).id());
    String name = fieldName(o);
    if (object != null && name != null) {
      Field field = new Field(object, name, o.span());
      Value value = fields.computeIfAbsent(field, f -> new Value(fresh.getAsInt(), HostType.ANY));
      aliases.put(o.result().id(), value);
    }
  }

  private @Nullable String fieldName(Operation o) {
    if (o.op() == HostOp.MEMBER) {
      return o.attributes().string("name");
    }
    return graph.constant(o.operand(1)) instanceof Attribute.Str(String name) ? name : null;
  }

  private Operation get(Value slot, Value value) {
    return operation(CoreOp.SLOT_GET, List.of(slot), Attributes.NONE, List.of(value));
  }

  private void field(Field field, Value value, List<Operation> ops) {
    Value name = new Value(fresh.getAsInt(), HostType.STR);
    Attributes text = Attributes.of("value", Attribute.of(field.name()));
    ops.add(operation(CoreOp.CONST, List.of(), text, List.of(name)));
    ops.add(
        new Operation(
            HostOp.BUILTIN,
            List.of(field.object(), name),
            Attributes.of("name", Attribute.of("$field")),
            List.of(),
            List.of(value),
            field.span()));
  }

  private static String global(Operation o) {
    return o.attributes().symbol("global");
  }

  private static Attributes named(String global) {
    return Attributes.of("global", new Attribute.Symbol(global));
  }

  private Operation read(String global, Value value) {
    return operation(CoreOp.GLOBAL_GET, List.of(), named(global), List.of(value));
  }

  private Operation operation(
      CoreOp op, List<Value> operands, Attributes attributes, List<Value> results) {
    return new Operation(op, operands, attributes, List.of(), results, span);
  }

  /// What makes a constant, which the part has for itself.
  private @Nullable Operation constant(Value value) {
    Operation maker = graph.of(value);
    boolean constant =
        maker != null && (Role.of(maker) == Role.CONSTANT || maker.op() == HostOp.BUILTIN_VALUE);
    return constant ? maker : null;
  }

  private Attributes attributes(List<Value> params) {
    List<String> names = IntStream.range(0, params.size()).mapToObj(i -> "p" + i).toList();
    List<String> paths =
        fields.keySet().stream()
            .map(f -> "p" + params.indexOf(f.object()) + "." + f.name())
            .toList();
    Attributes own =
        Attributes.of(
            Map.of(
                "captures", Attribute.of(0),
                "name", Attribute.of(outer.displayName()),
                "optional", Attribute.strings(List.of()),
                "fields", Attribute.strings(paths),
                "params", Attribute.strings(names),
                "reads", Attribute.strings(List.copyOf(reads.keySet())),
                "specialise", Attribute.of(true),
                "writes", Attribute.strings(List.copyOf(writes.keySet()))));
    Attribute precision = outer.attributes().get(Precision.ATTRIBUTE);
    return precision == null ? own : own.with(Precision.ATTRIBUTE, precision);
  }
}
