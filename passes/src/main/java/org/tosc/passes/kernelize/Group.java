package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// The operations of a group in simple words ([Expansions]), and which of their values are stored.
///
/// Stored are the results, reductions and products, what is costly and needed by more than one of
/// these, and operands of products that are more than a layout of something stored: a product reads
/// each element many times. Everything else is computed where it is read.
///
/// @param results without reshapes at the end: these move nothing
/// @param sees of causal attention: query `i` sees keys up to `i + sees`; null where all are seen
/// @param places stands for the numbers 0, 1, …, where positions are computed with; null where not
record Group(
    List<Value> inputs,
    List<Value> results,
    List<Operation> operations,
    Map<Value, Operation> definitions,
    Set<Value> stored,
    @Nullable Long sees,
    @Nullable Value places) {

  /// The greatest number below which `f32` has every whole one.
  private static final long EXACT = 1 << 24;

  private static final Set<TensorOp> REDUCTIONS =
      Set.of(TensorOp.REDUCE_SUM, TensorOp.REDUCE_MAX, TensorOp.REDUCE_MIN, TensorOp.REDUCE_PROD);

  /// What is stored piece by piece.
  private static final Set<TensorOp> PIECED = Set.of(TensorOp.ROPE, TensorOp.CONCAT);

  private static final Set<TensorOp> LAYOUTS =
      Set.of(
          TensorOp.TRANSPOSE,
          TensorOp.BROADCAST,
          TensorOp.RESHAPE,
          TensorOp.SLICE,
          TensorOp.SELECT);

  /// The group that a region is, whose parameters are the inputs and which yields the results.
  static Group of(Region region) {
    FunctionBuilder builder = new FunctionBuilder("group");
    Widening widening = new Widening(builder);
    Map<Value, Value> renamed = new HashMap<>();
    for (Value parameter : region.params()) {
      renamed.put(parameter, builder.param(parameter.type()));
    }
    List<Value> results = new ArrayList<>();
    Set<Value> read = new HashSet<>();
    for (Operation o : region.ops()) {
      List<Value> operands = o.operands().stream().map(v -> renamed.getOrDefault(v, v)).toList();
      if (o.op() == CoreOp.YIELD) {
        for (Value result : o.operands()) {
          Value made = renamed.getOrDefault(result, result);
          results.add(read.contains(result) ? widening.again(made) : made);
        }
        builder.op(CoreOp.RETURN, Attributes.NONE, o.span(), results);
        break;
      }
      read.addAll(o.operands());
      if (Widening.concerns(o)) {
        renamed.put(o.result(), widening.write(o, operands));
      } else {
        List<Value> made = written(builder, o, operands, o.attributes(), Value.types(o.results()));
        for (int i = 0; i < made.size(); i++) {
          renamed.put(o.results().get(i), made.get(i));
        }
      }
    }
    Function simple =
        Scales.postponed(
            builder.finish(Value.types(results), Attributes.NONE, region.terminator().span()));
    List<Operation> operations = simple.body().ops();
    return of(
        simple.params(),
        operations.getLast().operands(),
        sees(region),
        operations.subList(0, operations.size() - 1));
  }

  static List<Value> written(
      FunctionBuilder builder,
      Operation o,
      List<Value> operands,
      Attributes attributes,
      List<Type> types) {
    Expansions.Expansion expansion = o.op() instanceof TensorOp op ? Expansions.of(op) : null;
    if (expansion != null) {
      return List.of(expansion.write(new Words(builder, o.span()), operands, attributes));
    }
    return builder.opOf(o.op(), types, attributes, o.span(), operands).results();
  }

  private static @Nullable Long sees(Region region) {
    List<Operation> all = region.ops().stream().filter(o -> o.op() == TensorOp.ATTENTION).toList();
    if (all.size() != 1 || !all.getFirst().attributes().flag("causal", false)) {
      return null;
    }
    List<Long> queries = Words.shape(all.getFirst().operand(0));
    List<Long> keys = Words.shape(all.getFirst().operand(1));
    return keys.get(keys.size() - 2) - queries.get(queries.size() - 2);
  }

  private static Group of(
      List<Value> inputs, List<Value> results, @Nullable Long sees, List<Operation> operations) {
    Map<Value, Operation> definitions = new HashMap<>();
    operations.forEach(o -> o.results().forEach(r -> definitions.put(r, o)));
    results = results.stream().map(r -> unshaped(r, definitions)).toList();
    Set<Value> stored = new LinkedHashSet<>();
    Map<Value, BitSet> readers = new HashMap<>();
    for (int at = operations.size() - 1; at >= 0; at--) {
      decide(operations.get(at), at, results, definitions, stored, readers);
    }
    return new Group(inputs, results, operations, definitions, stored, sees, places(operations));
  }

  private static Value unshaped(Value result, Map<Value, Operation> definitions) {
    Operation definition = definitions.get(result);
    return definition != null && definition.op() == TensorOp.RESHAPE
        ? unshaped(definition.operand(0), definitions)
        : result;
  }

  /// As many as the operations ask for, or null where they ask for none or too many.
  private static @Nullable Value places(List<Operation> operations) {
    long count = 0;
    for (Operation o : operations) {
      List<Long> shape = o.op() instanceof TensorOp ? Words.shape(o.result()) : List.of();
      if (o.op() == TensorOp.IOTA) {
        count = Math.max(count, shape.getFirst());
      } else if (o.op() == TensorOp.TRIL || o.op() == TensorOp.TRIU) {
        count = Math.max(count, Math.max(shape.getLast(), shape.get(shape.size() - 2)));
      }
    }
    boolean some = count > 0 && count < EXACT;
    return some ? new Value(-1, new TensorType(List.of(Dim.of(count)), Scalar.F32)) : null;
  }

  /// Decides about the results of an operation when all that read them are decided.
  private static void decide(
      Operation o,
      int at,
      List<Value> results,
      Map<Value, Operation> definitions,
      Set<Value> stored,
      Map<Value, BitSet> readers) {
    BitSet mine = new BitSet();
    for (Value value : o.results()) {
      BitSet known = readers.getOrDefault(value, new BitSet());
      boolean costly = o.op() instanceof TensorOp op && ScalarForms.isCostly(op);
      if (results.contains(value) || isGathering(o) || (costly && known.cardinality() > 1)) {
        stored.add(value);
      }
      if (!stored.contains(value)) {
        mine.or(known);
      } else {
        mine.set(at);
      }
    }
    for (Value operand : o.operands()) {
      readers.computeIfAbsent(operand, v -> new BitSet()).or(mine);
      if (isProduct(o)) {
        storeBehindLayouts(operand, definitions, stored);
      }
    }
  }

  private static void storeBehindLayouts(
      Value operand, Map<Value, Operation> definitions, Set<Value> stored) {
    Value source = operand;
    Operation definition = definitions.get(source);
    while (definition != null && (isLayout(definition) || Widening.isWidening(definition))) {
      source = definition.operand(0);
      definition = definitions.get(source);
    }
    if (definition != null && !isSource(definition)) {
      stored.add(source);
    }
  }

  @Nullable Operation definition(Value value) {
    return definitions.get(value);
  }

  boolean isStored(Value value) {
    return stored.contains(value) || !definitions.containsKey(value);
  }

  static boolean isReduction(Operation o) {
    return o.op() instanceof TensorOp op && REDUCTIONS.contains(op);
  }

  static boolean isProduct(Operation o) {
    return o.op() == TensorOp.MATMUL || o.op() == TensorOp.CONV2D;
  }

  private static boolean isGathering(Operation o) {
    return isReduction(o) || isProduct(o) || isPieced(o);
  }

  private static boolean isPieced(Operation o) {
    return o.op() instanceof TensorOp op && PIECED.contains(op);
  }

  static boolean isLayout(Operation o) {
    return o.op() instanceof TensorOp op && LAYOUTS.contains(op);
  }

  /// Whether the result is elements of the operands, somewhere else.
  static boolean isMove(Operation o) {
    return isLayout(o) || o.op() == TensorOp.CONCAT;
  }

  /// One number everywhere.
  static boolean isSource(Operation o) {
    return o.op() == TensorOp.FULL || o.op() == TensorOp.SPLAT || o.op() == CoreOp.CONST;
  }
}
