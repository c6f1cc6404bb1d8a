package org.tosc.driver.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// An engine that computes nothing of what depends on its inputs, but writes it down as a function
/// of TIR.
///
/// Inputs, and what comes of them, are tensors that have a shape and no elements: who reads one
/// runs into [#isRead]. So whatever a program does between two tensor operations depends on shapes
/// alone, or the trace ends. All other tensors are computed as always, and are constants of the
/// function where they meet an input.
///
/// ```java
/// Tracer tracer = new Tracer(engine, false);
/// Tensor x = tracer.input(like);
/// session.replaceEngine(tracer);
/// Tensor loss = …;                       // runs the program on x
/// Function f = tracer.finish("loss", loss);
/// ```
public final class Tracer implements TensorEngine {
  /// Numbers drawn while a program runs would be the same ones in every call of the function.
  private static final Set<TensorOp> DRAWS =
      EnumSet.of(TensorOp.RAND, TensorOp.RANDN, TensorOp.RANDINT);

  /// What the function takes after its inputs, in this order.
  public sealed interface Extra {
    /// A tensor that depends on no input.
    record Constant(Tensor tensor) implements Extra {}

    /// For `dropout`: new in every call, 0 with the probability, else `1 / (1 - probability)`.
    record Mask(TensorType type, double probability) implements Extra {
      /// The mask that a seed gives.
      public Tensor draw(TensorEngine engine, long seed) {
        Map<String, Object> ones = Map.of("shape", type.extents(), "value", 1L, "dtype", dtype());
        Object all = engine.apply("full", new Object[0], ones);
        Map<String, Object> attrs = Map.of("p", probability, "seed", seed, "train", true);
        return (Tensor) engine.apply("dropout", new Object[] {all}, attrs);
      }

      private DType dtype() {
        return ElementTypes.dtype(type.element());
      }
    }
  }

  /// A program that cannot be written down as a function, and why.
  public static final class Untraceable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Untraceable(String why) {
      super(why);
    }
  }

  private final TensorEngine engine;
  private final boolean drops;
  private final FunctionBuilder builder;
  private final Map<Tensor, Value> values = new IdentityHashMap<>();
  private final List<Extra> extras = new ArrayList<>();
  private int inputs;

  /// @param drops whether `dropout` drops anything, as in training
  public Tracer(String symbol, TensorEngine engine, boolean drops) {
    this.engine = engine;
    this.drops = drops;
    this.builder = new FunctionBuilder(symbol);
  }

  /// A new input like a tensor. All come before the first operation.
  public Tensor input(DType dtype, long... shape) {
    if (!extras.isEmpty()) {
      throw new IllegalStateException("inputs come first");
    }
    inputs++;
    TensorType type = TensorType.of(ElementTypes.scalar(dtype), shape);
    return hollow(builder.param(type));
  }

  /// The function of the inputs and the extras that gives this tensor.
  public Function finish(Tensor result) {
    Value value = value(result);
    builder.op(CoreOp.RETURN, Span.NONE, value);
    return builder.finish(List.of(value.type()), Attributes.NONE, Span.NONE);
  }

  public List<Extra> extras() {
    return List.copyOf(extras);
  }

  public int inputs() {
    return inputs;
  }

  /// Whether an error says that a program read an element that there is not.
  public static boolean isRead(@Nullable Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof IllegalStateException && "Already closed".equals(t.getMessage())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean follows(Tensor tensor) {
    return values.containsKey(tensor) || engine.follows(tensor);
  }

  @Override
  public Tensor standIn(Tensor value, Tensor formula) {
    return values.containsKey(formula) ? formula : value;
  }

  @Override
  public Object apply(String name, Object[] args, Map<String, Object> attrs) {
    Object parts = RowCall.inParts(this, name, args, attrs);
    if (parts != null) {
      return parts;
    }
    TensorOp op = RowCall.find(name);
    if (op != null && DRAWS.contains(op)) {
      throw new Untraceable("it draws random numbers (`" + name + "`)");
    }
    if (op == null || !depends(args)) {
      return engine.apply(name, args, attrs);
    }
    RowCall call = RowCall.of(op, args, attrs);
    return op == TensorOp.DROPOUT ? dropout(call) : note(call);
  }

  private boolean depends(@Nullable Object[] args) {
    for (Object arg : args) {
      boolean isInput =
          arg instanceof Tensor t
              ? values.containsKey(t)
              : arg instanceof List<?> list && depends(list.toArray());
      if (isInput) {
        return true;
      }
    }
    return false;
  }

  private Object note(RowCall call) {
    List<Value> operands = call.operands().stream().map(this::value).toList();
    List<Type> types = Value.types(operands);
    try {
      TensorOracle.check(call.op(), types, call.attributes());
    } catch (GuestFault fault) {
      throw OracleTensors.fault(fault);
    }
    List<Value> made = builder.op(call.op(), call.attributes(), Span.NONE, operands).results();
    List<Tensor> results = new ArrayList<>(made.stream().map(this::hollow).toList());
    boolean isSingle =
        results.size() == 1 && call.op() != TensorOp.SPLIT && call.op() != TensorOp.TOPK;
    return isSingle ? results.getFirst() : results;
  }

  private Object dropout(RowCall call) {
    Tensor x = (Tensor) call.operands().getFirst();
    boolean isOff = !call.attributes().flag("train", true);
    if (!drops || isOff) {
      return x;
    }
    Value value = value(x);
    double p = call.attributes().number("p", 0.5);
    TensorType type = (TensorType) value.type();
    extras.add(new Extra.Mask(type, p));
    Value mask = builder.param(type);
    return hollow(
        builder.op(TensorOp.MUL, Attributes.NONE, Span.NONE, List.of(value, mask)).result());
  }

  private Value value(Object operand) {
    return switch (operand) {
      case Tensor t -> {
        Value known = values.get(t);
        yield known == null ? constant(t) : known;
      }
      case RowCall.Weak(Object number, DType dtype) -> number(number, dtype);
      default -> throw new Untraceable("it computes with numbers that are no tensors");
    };
  }

  private Value number(Object number, DType dtype) {
    Attribute value =
        switch (number) {
          case Double real -> Attribute.of(real);
          case Boolean truth -> Attribute.of(truth ? 1L : 0L);
          case Number whole -> Attribute.of(whole.longValue());
          default -> throw new Untraceable("it computes with `" + number + "`");
        };
    Attributes attributes =
        Attributes.of("shape", Attribute.ints(List.of()))
            .with("value", value)
            .with("dtype", new Attribute.OfType(ElementTypes.scalar(dtype)));
    return builder.op(TensorOp.FULL, attributes, Span.NONE, List.of()).result();
  }

  private Value constant(Tensor tensor) {
    Value param = builder.param(TensorType.of(ElementTypes.scalar(tensor.dtype()), tensor.shape()));
    extras.add(new Extra.Constant(tensor));
    values.put(tensor, param);
    return param;
  }

  /// A tensor over memory that is gone.
  private Tensor hollow(Value value) {
    TensorType type = (TensorType) value.type();
    DType dtype = ElementTypes.dtype(type.element());
    long[] shape = type.extents();
    Tensor tensor;
    try (Arena arena = Arena.ofConfined()) {
      long size = 1;
      for (long extent : shape) {
        size = Math.multiplyExact(size, extent);
      }
      MemorySegment memory = arena.allocate(Math.max(1, dtype.byteSize(size)), 8);
      tensor = Tensor.ofSegment(dtype, shape, memory);
    }
    values.put(tensor, value);
    return tensor;
  }
}
