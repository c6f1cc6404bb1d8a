package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// The comparison operators. Where one operand is a tensor the result is a bool tensor, otherwise a
/// [Boolean].
///
/// `==` never raises: numbers compare by value (an int beside a float as a float), lists, dicts and
/// ranges by content, instances by identity unless their class defines `equals(other)`, all else of
/// mixed kinds is unequal. The order comparisons accept two numbers, two strings, two lists or two
/// members of one enumeration.
public final class Compare {
  private static final int LT = 0;
  private static final int LE = 1;
  private static final int GT = 2;
  private static final int GE = 3;
  private static final String[] SIGNS = {"<", "<=", ">", ">="};

  private Compare() {}

  public static @Nullable Object eq(@Nullable Object a, @Nullable Object b) {
    return Tensors.isOperand(a, b) ? Tensors.apply("eq", a, b) : (Object) same(a, b);
  }

  public static @Nullable Object ne(@Nullable Object a, @Nullable Object b) {
    return Tensors.isOperand(a, b) ? Tensors.apply("ne", a, b) : (Object) !same(a, b);
  }

  /// Equality as a truth value; two tensors are the same if their shapes and elements are.
  @SuppressWarnings("ReferenceEquality")
  public static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x) {
      return b instanceof Long y
          ? x.longValue() == y.longValue()
          : b instanceof Double z && x.doubleValue() == z;
    }
    if (a instanceof Double x) {
      return b instanceof Double y
          ? x.doubleValue() == y.doubleValue()
          : b instanceof Long z && x == z.doubleValue();
    }
    if (a == b) {
      return true;
    }
    if (a == null || b == null) {
      return false;
    }
    return a instanceof Text x ? x.equals(b) : sameObjects(a, b);
  }

  private static boolean sameObjects(Object a, Object b) {
    return switch (a) {
      case Boolean x -> x.equals(b);
      case ListValue x -> b instanceof ListValue y && sameLists(x, y);
      case DictValue x -> b instanceof DictValue y && sameDicts(x, y);
      case RangeValue x -> b instanceof RangeValue y && sameRanges(x, y);
      case Instance x -> sameInstances(x, b);
      case Tensor x -> b instanceof Tensor y && x.contentEquals(y);
      default -> b instanceof Instance y && sameInstances(y, a);
    };
  }

  private static boolean sameLists(ListValue a, ListValue b) {
    int n = a.size();
    if (n != b.size()) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameDicts(DictValue a, DictValue b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = a.first(); i >= 0; i = a.after(i)) {
      int j = b.find(a.keyAt(i));
      if (j < 0 || !same(a.valueAt(i), b.valueAt(j))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameRanges(RangeValue a, RangeValue b) {
    long n = a.length();
    return n == b.length()
        && (n == 0 || (a.start() == b.start() && (n == 1 || a.step() == b.step())));
  }

  private static boolean sameInstances(Instance a, Object b) {
    FunctionValue equals = a.type.findMethod("equals");
    return equals != null && Truth.of(equals.call2(a, b));
  }

  public static @Nullable Object lt(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x < y;
    }
    return Tensors.isOperand(a, b) ? Tensors.apply("lt", a, b) : (Object) ordered(LT, a, b);
  }

  public static @Nullable Object le(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x <= y;
    }
    return Tensors.isOperand(a, b) ? Tensors.apply("le", a, b) : (Object) ordered(LE, a, b);
  }

  public static @Nullable Object gt(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x > y;
    }
    return Tensors.isOperand(a, b) ? Tensors.apply("gt", a, b) : (Object) ordered(GT, a, b);
  }

  public static @Nullable Object ge(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x >= y;
    }
    return Tensors.isOperand(a, b) ? Tensors.apply("ge", a, b) : (Object) ordered(GE, a, b);
  }

  /// `a < b` as a truth value, for operands of which none is a tensor.
  public static boolean isLess(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Long x && b instanceof Long y) ? x < y : ordered(LT, a, b);
  }

  /// `a <= b` as a truth value, for operands of which none is a tensor.
  public static boolean isLessOrEqual(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Long x && b instanceof Long y) ? x <= y : ordered(LE, a, b);
  }

  /// `a > b` as a truth value, for operands of which none is a tensor.
  public static boolean isGreater(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Long x && b instanceof Long y) ? x > y : ordered(GT, a, b);
  }

  /// `a >= b` as a truth value, for operands of which none is a tensor.
  public static boolean isGreaterOrEqual(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Long x && b instanceof Long y) ? x >= y : ordered(GE, a, b);
  }

  private static boolean ordered(int op, @Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return decide(op, Long.compare(x, y));
    }
    if (Arithmetic.isNumber(a) && Arithmetic.isNumber(b)) {
      return decide(op, Arithmetic.toDouble(a), Arithmetic.toDouble(b));
    }
    if (a instanceof Text x && b instanceof Text y) {
      return decide(op, x.compareTo(y));
    }
    if (a instanceof ListValue x && b instanceof ListValue y) {
      return orderedLists(op, x, y);
    }
    if (a instanceof EnumMember x && b instanceof EnumMember y && x.owner() == y.owner()) {
      return decide(op, Long.compare(x.value(), y.value()));
    }
    throw Errors.type("`" + SIGNS[op] + "` does not order " + Kind.of(a) + " and " + Kind.of(b));
  }

  private static boolean orderedLists(int op, ListValue a, ListValue b) {
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      Object x = a.get(i);
      Object y = b.get(i);
      if (!same(x, y)) {
        return ordered(op, x, y);
      }
    }
    return decide(op, Integer.compare(a.size(), b.size()));
  }

  private static boolean decide(int op, int order) {
    return switch (op) {
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean decide(int op, double a, double b) {
    return switch (op) {
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      default -> a >= b;
    };
  }

  /// An order for sorting: as `<`, with `nan` after every other number so that it is total.
  public static int order(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (Arithmetic.isNumber(a) && Arithmetic.isNumber(b)) {
      double x = Arithmetic.toDouble(a);
      double y = Arithmetic.toDouble(b);
      return x < y ? -1 : x > y ? 1 : Boolean.compare(Double.isNaN(x), Double.isNaN(y));
    }
    if (a instanceof Text x && b instanceof Text y) {
      return x.compareTo(y);
    }
    if (a instanceof ListValue x && b instanceof ListValue y) {
      int n = Math.min(x.size(), y.size());
      for (int i = 0; i < n; i++) {
        int order = order(x.get(i), y.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(x.size(), y.size());
    }
    return ordered(LT, a, b) ? -1 : ordered(GT, a, b) ? 1 : 0;
  }

  /// `element in container`: an element of a list, a key of a dict, a substring, a member of a
  /// range or of an enumeration.
  public static boolean in(@Nullable Object element, @Nullable Object container) {
    return switch (container) {
      case ListValue list -> indexOf(list, element) >= 0;
      case DictValue dict -> dict.contains(element);
      case Text text when element instanceof Text part -> text.toString().contains(part.toString());
      case RangeValue range -> inRange(element, range);
      case EnumValue type -> element instanceof EnumMember member && member.owner() == type;
      case Tensor tensor -> Tensors.contains(tensor, element);
      case null, default ->
          throw Errors.type(
              "`in` does not work on " + Kind.of(element) + " and " + Kind.of(container));
    };
  }

  private static boolean inRange(@Nullable Object element, RangeValue range) {
    return switch (element) {
      case Long value -> range.contains(value);
      case Double value -> value == Math.rint(value) && range.contains(value.longValue());
      case null, default -> false;
    };
  }

  /// The first index of an equal element, or -1.
  public static int indexOf(ListValue list, @Nullable Object element) {
    int n = list.size();
    long[] longs = list.longs();
    if (longs != null && element instanceof Long wanted) {
      long value = wanted;
      for (int i = 0; i < n; i++) {
        if (longs[i] == value) {
          return i;
        }
      }
      return -1;
    }
    for (int i = 0; i < list.size(); i++) {
      if (same(list.get(i), element)) {
        return i;
      }
    }
    return -1;
  }
}
