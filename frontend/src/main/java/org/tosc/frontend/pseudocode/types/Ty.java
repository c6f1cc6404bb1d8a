package org.tosc.frontend.pseudocode.types;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.resolve.Resolution;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// What is known of a value before the program runs.
///
/// ```text
/// never < everything            no value: the code is not reached, or a recursion is not yet known
/// int(7) < int                  a known integer
/// list[int(2), int(3)] < list   a list literal
/// tensor[2, 3, f32] < tensor
/// maybe T                       a variable that may not be assigned yet
/// everything < any
/// ```
public sealed interface Ty extends KnownTypes {

  /// Types without parts.
  enum Simple implements Ty {
    NEVER("never"),
    UNSET("not assigned"),
    ANY("any"),
    NIL("nil"),
    FLOAT("float"),
    BOOL("bool"),
    DICT("dict"),
    RANGE("range"),
    FN("fn"),
    ERROR("error"),
    /// A tensor about whose rank or dtype nothing is known.
    TENSOR("tensor");

    private final String text;

    Simple(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// An integer, with its value where that is known.
  record Int(@Nullable Long value) implements Ty {
    @Override
    public String toString() {
      return "int";
    }
  }

  /// A string, with its text where that is known.
  record Str(@Nullable String value) implements Ty {
    @Override
    public String toString() {
      return "string";
    }
  }

  /// A list, with its items where it is a literal at hand.
  record ListOf(@Nullable List<Ty> items) implements Ty {
    @Override
    public String toString() {
      return "list";
    }
  }

  /// A tensor of known rank and dtype.
  record Tensor(TensorType type) implements Ty {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("tensor[");
      type.shape().forEach(d -> text.append(d).append(", "));
      return text.append(DTypes.name(type.element())).append(']').toString();
    }
  }

  /// A dtype such as `f32`.
  record DType(Scalar scalar) implements Ty {
    @Override
    public String toString() {
      return "dtype";
    }
  }

  /// The value of a function declaration that nothing reassigns.
  record Function(Variable variable) implements Ty {
    @Override
    public String toString() {
      return "fn";
    }
  }

  /// A class, model or enumeration that nothing reassigns.
  record ClassOf(Variable variable) implements Ty {
    @Override
    public String toString() {
      return variable.kind().words();
    }
  }

  /// An instance of a class or model, or a member of an enumeration.
  record InstanceOf(Variable variable) implements Ty {
    @Override
    public String toString() {
      return variable.name();
    }
  }

  /// An imported file.
  record Module(Resolution.Unit unit) implements Ty {
    @Override
    public String toString() {
      return "module";
    }
  }

  /// A variable that may not be assigned yet when this is read.
  record Maybe(Ty content) implements Ty {
    @Override
    public String toString() {
      return "maybe " + content;
    }
  }

  /// The type in TIR of a value that is known to be this.
  default Type representation() {
    return switch (this) {
      case Simple s ->
          switch (s) {
            case FLOAT -> Scalar.F64;
            case BOOL -> Scalar.I1;
            case DICT -> HostType.DICT;
            case RANGE -> HostType.RANGE;
            case FN -> HostType.FN;
            case NEVER, UNSET, ANY, NIL, ERROR, TENSOR -> HostType.ANY;
          };
      case Int _ -> Scalar.I64;
      case Str _ -> HostType.STR;
      case ListOf _ -> HostType.LIST;
      case Tensor(var type) -> type;
      case Function _ -> HostType.FN;
      case DType _, ClassOf _, InstanceOf _, Module _, Maybe _ -> HostType.ANY;
    };
  }

  /// This type without what changes from value to value: constants and literal items.
  default Ty widened() {
    return switch (this) {
      case Int _ -> INT;
      case Str _ -> STR;
      case ListOf _ -> LIST;
      case Function _ -> FN;
      case Simple s -> s;
      case Tensor t -> t;
      case DType _, ClassOf _, InstanceOf _, Module _ -> this;
      case Maybe(var content) -> new Maybe(content.widened());
    };
  }

  /// This type where lists that lie `depth` or more deep in the value may be changed.
  default Ty stable(int depth) {
    return switch (this) {
      case ListOf(List<Ty> items) ->
          items == null || depth == Integer.MAX_VALUE
              ? this
              : depth == 0
                  ? LIST
                  : new ListOf(items.stream().map(i -> i.stable(depth - 1)).toList());
      case Maybe(var content) -> new Maybe(content.stable(depth));
      case Int _,
          Str _,
          Function _,
          Simple _,
          Tensor _,
          DType _,
          ClassOf _,
          InstanceOf _,
          Module _ ->
          this;
    };
  }

  /// Whether values may be tensors.
  default boolean mayBeTensor() {
    return this == ANY
        || this == TENSOR
        || this instanceof Tensor
        || this instanceof Maybe
        || this == NEVER;
  }

  default boolean isTensor() {
    return this == TENSOR || this instanceof Tensor;
  }

  default boolean isNumber() {
    return this == FLOAT || this instanceof Int;
  }
}
