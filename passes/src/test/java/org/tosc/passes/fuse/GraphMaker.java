package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Makes functions of random tensor operations on small tensors whose extents are often equal, so
/// that whatever could be confused has a chance to be. Stores to a global stand between them, so
/// that the order of effects and errors shows.
public final class GraphMaker {
  /// The type that is stored.
  static final TensorType STORED = TensorType.of(Scalar.F32, 4, 4);

  private static final List<TensorType> PARAMS =
      List.of(
          STORED,
          TensorType.of(Scalar.F32, 4, 4),
          TensorType.of(Scalar.F32, 2, 4, 4),
          TensorType.of(Scalar.F32, 2, 4, 4),
          TensorType.of(Scalar.F32, 4),
          TensorType.of(Scalar.F32, 4, 1),
          TensorType.of(Scalar.F16, 4, 4),
          TensorType.of(Scalar.I8, 4, 4),
          TensorType.of(Scalar.I8, 4),
          TensorType.of(Scalar.I1, 4, 4));

  private final SplittableRandom random;
  private final FunctionBuilder f = new FunctionBuilder("f");
  private final List<Value> values = new ArrayList<>();
  private final List<Value> params = new ArrayList<>();

  private GraphMaker(SplittableRandom random) {
    this.random = random;
  }

  public static Module make(SplittableRandom random) {
    return new GraphMaker(random).module();
  }

  private Module module() {
    PARAMS.forEach(t -> params.add(f.param(t)));
    values.addAll(params);
    int operations = 2 + random.nextInt(24);
    for (int i = 0; i < operations; i++) {
      switch (random.nextInt(16)) {
        case 0 -> store();
        case 1 -> attention();
        case 2 -> rows();
        case 3 -> branch();
        default -> operation();
      }
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      results.add(pick());
    }
    f.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, results);
    Function made = f.finish(Value.types(results), Attributes.NONE, Span.NONE);
    return new Module(List.of(new Global("g", STORED, Span.NONE)), List.of(made));
  }

  /// Values made last are picked more often: chains grow.
  private Value pick() {
    int n = values.size();
    return random.nextInt(3) == 0
        ? values.get(random.nextInt(n))
        : values.get(n - 1 - random.nextInt(Math.min(n, 6)));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void store() {
    List<Value> fitting = values.stream().filter(v -> v.type().equals(STORED)).toList();
    f.op(
        CoreOp.GLOBAL_SET,
        Attributes.of("global", new Attribute.Symbol("g")),
        Span.NONE,
        List.of(one(fitting)));
  }

  private Value add(TensorOp op, Attributes attributes, Value... operands) {
    Value result = f.op(op, attributes, Span.NONE, List.of(operands)).result();
    values.add(result);
    return result;
  }

  private Value number(double x) {
    Value c =
        f.opOf(
                CoreOp.CONST,
                List.of(Scalar.F32),
                Attributes.of("value", Attribute.of(x)),
                Span.NONE,
                List.of())
            .result();
    return f.op(TensorOp.SPLAT, Attributes.NONE, Span.NONE, List.of(c)).result();
  }

  private Value ofType(TensorType type) {
    return one(values.stream().filter(v -> v.type().equals(type)).toList());
  }

  /// Something like attention: sometimes it is one.
  private void attention() {
    TensorType type = PARAMS.get(random.nextInt(4));
    Value q = ofType(type);
    Value scores = add(TensorOp.MATMUL, Attributes.NONE, q, keys(ofType(type)));
    if (random.nextBoolean()) {
      scores = add(one(List.of(TensorOp.MUL, TensorOp.DIV)), Attributes.NONE, scores, number(2));
    }
    if (random.nextBoolean()) {
      scores = add(TensorOp.ADD, Attributes.NONE, scores, ofType(STORED));
    }
    Value weights = add(TensorOp.SOFTMAX, Attributes.NONE, scores);
    add(TensorOp.MATMUL, Attributes.NONE, weights, ofType(type));
  }

  private Value keys(Value k) {
    int rank = ((TensorType) k.type()).rank();
    List<Long> perm = rank == 2 ? List.of(1L, 0L) : List.of(0L, 2L, 1L);
    return add(TensorOp.TRANSPOSE, Attributes.of("perm", Attribute.ints(perm)), k);
  }

  /// A branch that uses what was made before it.
  private void branch() {
    Value condition =
        f.opOf(
                CoreOp.CONST,
                List.of(Scalar.I1),
                Attributes.of("value", Attribute.of(random.nextBoolean())),
                Span.NONE,
                List.of())
            .result();
    Value a = ofType(STORED);
    Value b = ofType(STORED);
    Region then =
        f.region(
            List.of(),
            none -> {
              Value tanh = f.op(TensorOp.TANH, Span.NONE, a).result();
              f.op(CoreOp.YIELD, Span.NONE, f.op(TensorOp.ADD, Span.NONE, tanh, b).result());
            });
    Region otherwise = f.region(List.of(), none -> f.op(CoreOp.YIELD, Span.NONE, b));
    values.add(
        f.opWith(
                CoreOp.IF,
                List.of(STORED),
                Attributes.NONE,
                Span.NONE,
                List.of(condition),
                List.of(then, otherwise))
            .result());
  }

  /// Something like a norm, with the reduced axis kept or not.
  private void rows() {
    Value x = ofType(PARAMS.get(random.nextInt(4)));
    Attributes last =
        Attributes.of("axis", Attribute.ints(List.of(-1L)))
            .with("keepdims", Attribute.of(random.nextInt(4) > 0));
    TensorOp sum = one(List.of(TensorOp.REDUCE_MEAN, TensorOp.REDUCE_MAX, TensorOp.REDUCE_SUM));
    Value each = add(sum, last, x);
    try {
      TensorOp.SUB.infer(List.of(x.type(), each.type()), Attributes.NONE);
    } catch (TypeRule.Mismatch noOperand) {
      return;
    }
    Value centred = add(TensorOp.SUB, Attributes.NONE, x, each);
    Value square = add(TensorOp.MUL, Attributes.NONE, centred, centred);
    add(TensorOp.REDUCE_MEAN, last, square);
  }

  private void operation() {
    for (int attempt = 0; attempt < 20; attempt++) {
      TensorOp op = one(OPS);
      List<Value> operands = operands(op);
      Attributes attributes = attributes(op, (TensorType) operands.getFirst().type());
      try {
        List<Type> types = op.infer(Value.types(operands), attributes);
        if (types.stream().allMatch(GraphMaker::isSmall)) {
          values.addAll(f.op(op, attributes, Span.NONE, operands).results());
          return;
        }
      } catch (TypeRule.Mismatch noOperands) {
        // Others may fit.
      }
    }
  }

  private static boolean isSmall(Type type) {
    return type instanceof TensorType t && t.isStatic() && size(t) <= 64;
  }

  private static long size(TensorType type) {
    return type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).reduce(1, (a, b) -> a * b);
  }

  private List<Value> operands(TensorOp op) {
    if (op == TensorOp.CONCAT && random.nextBoolean()) {
      Value twice = pick();
      return List.of(twice, twice);
    }
    List<Value> operands = new ArrayList<>();
    int count = op == TensorOp.CONCAT ? 2 : op.row().operands().size();
    int least = op.row().minOperands();
    for (int i = 0; i < count; i++) {
      if (i < least || op == TensorOp.CONCAT || random.nextBoolean()) {
        operands.add(isNumber(op, i) ? number(0.5) : pick());
      }
    }
    return operands;
  }

  private boolean isNumber(TensorOp op, int i) {
    return i == 1 && op.row().minOperands() == 2 && op != TensorOp.MATMUL && random.nextInt(4) == 0;
  }

  private Attributes attributes(TensorOp op, TensorType type) {
    int rank = type.rank();
    Map<String, Attribute> made = new HashMap<>();
    switch (op) {
      case REDUCE_SUM, REDUCE_MEAN, REDUCE_MAX, ARGMAX, NORM -> {
        if (random.nextInt(5) > 0) {
          long axis = random.nextInt(3) > 0 ? -1 : random.nextInt(Math.max(1, rank));
          made.put("axis", Attribute.ints(List.of(axis)));
        }
        made.put("keepdims", Attribute.of(random.nextBoolean()));
      }
      case SOFTMAX, CUMSUM -> made.put("axis", Attribute.of(random.nextInt(3) > 0 ? -1L : 0L));
      case TRANSPOSE -> made.put("perm", Attribute.ints(permutation(rank)));
      case RESHAPE -> made.put("shape", Attribute.ints(shape(type)));
      case BROADCAST -> made.put("shape", Attribute.ints(one(SHAPES)));
      case SLICE -> {
        made.put("starts", Attribute.ints(List.of((long) random.nextInt(2))));
        made.put("ends", Attribute.ints(List.of((long) (2 + random.nextInt(3)))));
      }
      case SELECT -> made.put("index", Attribute.of(0L));
      case CAST ->
          made.put(
              "dtype",
              new Attribute.OfType(one(List.of(Scalar.F32, Scalar.F16, Scalar.I8, Scalar.I64))));
      case CLIP -> made.put("min", Attribute.of(-0.5));
      default -> {}
    }
    return Attributes.of(made);
  }

  private List<Long> permutation(int rank) {
    List<Long> perm = new ArrayList<>();
    for (long i = 0; i < rank; i++) {
      perm.add(random.nextInt(perm.size() + 1), i);
    }
    return perm;
  }

  private static final List<List<Long>> SHAPES =
      List.of(
          List.of(4L, 4L),
          List.of(2L, 4L, 4L),
          List.of(16L),
          List.of(4L, 1L),
          List.of(1L, 4L),
          List.of(2L, 8L),
          List.of(2L, 2L, 4L),
          List.of(4L));

  private List<Long> shape(TensorType type) {
    List<List<Long>> fitting =
        SHAPES.stream().filter(s -> s.stream().reduce(1L, (a, b) -> a * b) == size(type)).toList();
    return fitting.isEmpty() ? List.of(size(type)) : one(fitting);
  }

  private static final List<TensorOp> OPS =
      List.of(
          TensorOp.ADD,
          TensorOp.ADD,
          TensorOp.SUB,
          TensorOp.MUL,
          TensorOp.MUL,
          TensorOp.DIV,
          TensorOp.MAX,
          TensorOp.LT,
          TensorOp.WHERE,
          TensorOp.NEG,
          TensorOp.ABS,
          TensorOp.RELU,
          TensorOp.TANH,
          TensorOp.EXP,
          TensorOp.SIGMOID,
          TensorOp.CLIP,
          TensorOp.CAST,
          TensorOp.TRIL,
          TensorOp.REDUCE_SUM,
          TensorOp.REDUCE_MEAN,
          TensorOp.REDUCE_MAX,
          TensorOp.ARGMAX,
          TensorOp.NORM,
          TensorOp.SOFTMAX,
          TensorOp.LAYERNORM,
          TensorOp.RMSNORM,
          TensorOp.ROPE,
          TensorOp.CUMSUM,
          TensorOp.MATMUL,
          TensorOp.MATMUL,
          TensorOp.MATMUL,
          TensorOp.ATTENTION,
          TensorOp.TRANSPOSE,
          TensorOp.TRANSPOSE,
          TensorOp.RESHAPE,
          TensorOp.RESHAPE,
          TensorOp.BROADCAST,
          TensorOp.CONCAT,
          TensorOp.SLICE,
          TensorOp.SELECT);
}
