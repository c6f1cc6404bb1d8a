package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// A method together with the receiver it was read from, as in `f = point.move`.
public final class BoundMethod extends FunctionValue {
  private final @Nullable Object receiver;
  private final FunctionValue method;

  public BoundMethod(@Nullable Object receiver, FunctionValue method) {
    super(method.name(), method.signature().withoutFirst());
    this.receiver = receiver;
    this.method = method;
  }

  public @Nullable Object receiver() {
    return receiver;
  }

  public FunctionValue method() {
    return method;
  }

  @Override
  public @Nullable Object call(@Nullable Object... args) {
    Object[] full = new Object[args.length + 1];
    full[0] = receiver;
    System.arraycopy(args, 0, full, 1, args.length);
    return method.call(full);
  }

  @Override
  public @Nullable Object call0() {
    return method.call1(receiver);
  }

  @Override
  public @Nullable Object call1(@Nullable Object a) {
    return method.call2(receiver, a);
  }

  @Override
  public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
    return method.call3(receiver, a, b);
  }
}
