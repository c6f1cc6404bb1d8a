package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;

/// A type annotation as a check of values: `int float bool string list[T] dict[K, V] fn(A) -> B
/// any`, `tensor[batch, 768, f32]`, the other kinds that `type` names, and the names of classes and
/// enumerations.
///
/// An int where `float` is asked becomes a float; elements of containers are checked, not
/// converted. A function is checked to be one; its parameters show when it is called.
public final class TypeChecks {
  private final String text;
  private final Annotation annotation;

  private TypeChecks(String text, Annotation annotation) {
    this.text = text;
    this.annotation = annotation;
  }

  /// The check for an annotation's text.
  ///
  /// @throws IllegalArgumentException where the text is no annotation
  public static TypeChecks of(String text) {
    return new TypeChecks(text, Annotation.parse(text));
  }

  /// The value, converted where the annotation asks for that; `what` names it in the error.
  public @Nullable Object check(@Nullable Object value, String what) {
    if (value instanceof Long number && annotation.equals(new Annotation.Kinds("float"))) {
      return (double) number;
    }
    if (accepts(annotation, value)) {
      return value;
    }
    if (value instanceof Tensor tensor && annotation instanceof Annotation.OfTensor wanted) {
      throw wrongTensor(tensor, wanted, what);
    }
    throw Errors.type(what + " must be " + text + ", found " + Kind.withArticle(value));
  }

  /// The error of a value that is not what is expected; `what` names the value and may be empty.
  public static GuestError mismatch(String what, String expected, @Nullable Object found) {
    String start = what.isEmpty() ? "expected " : what + " must be ";
    return Errors.type(start + expected + ", found " + Kind.withArticle(found));
  }

  private static boolean accepts(Annotation annotation, @Nullable Object value) {
    return switch (annotation) {
      case Annotation.Any _ -> true;
      case Annotation.Kinds(String name) -> isOfKind(name, value);
      case Annotation.OfList(Annotation element) ->
          value instanceof ListValue list && allElements(list, element);
      case Annotation.OfDict(Annotation key, Annotation content) ->
          value instanceof DictValue dict && allEntries(dict, key, content);
      case Annotation.OfTensor wanted ->
          value instanceof Tensor tensor && hasShape(tensor, wanted) && hasType(tensor, wanted);
      case Annotation.OneOf(List<Annotation> choices) ->
          choices.stream().anyMatch(choice -> accepts(choice, value));
    };
  }

  private static boolean isOfKind(String name, @Nullable Object value) {
    return switch (value) {
      case Instance instance -> isInstance(instance.type, name) || Kind.of(instance).equals(name);
      case EnumMember member -> member.owner().name().equals(name) || name.equals("instance");
      case Long _ -> name.equals("int") || name.equals("float") || name.equals("number");
      case Double _ -> name.equals("float") || name.equals("number");
      case ListValue _ -> name.equals("list") || name.equals("array");
      case null, default -> Kind.is(value, name);
    };
  }

  private static boolean isInstance(ClassValue type, String name) {
    for (ClassValue c = type; c != null; c = c.superclass()) {
      if (c.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean allElements(ListValue list, Annotation element) {
    if (element instanceof Annotation.Any) {
      return true;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!accepts(element, list.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean allEntries(DictValue dict, Annotation key, Annotation content) {
    for (int entry = dict.first(); entry >= 0; entry = dict.after(entry)) {
      if (!accepts(key, dict.keyAt(entry)) || !accepts(content, dict.valueAt(entry))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasShape(Tensor tensor, Annotation.OfTensor wanted) {
    if (!wanted.isShaped()) {
      return true;
    }
    if (tensor.rank() != wanted.dims().size()) {
      return false;
    }
    for (int axis = 0; axis < tensor.rank(); axis++) {
      long size = Annotation.OfTensor.known(wanted.dims().get(axis));
      if (size >= 0 && size != tensor.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasType(Tensor tensor, Annotation.OfTensor wanted) {
    return wanted.dtype().isEmpty() || tensor.dtype().toString().equals(wanted.dtype());
  }

  private GuestError wrongTensor(Tensor tensor, Annotation.OfTensor wanted, String what) {
    DType found = tensor.dtype();
    return hasShape(tensor, wanted)
        ? Errors.of(ErrorKind.DTYPE, what + " must be " + text + ", found a tensor of " + found)
        : Errors.of(
            ErrorKind.SHAPE,
            what + " must be " + text + ", found a tensor of shape " + shape(tensor));
  }

  private static String shape(Tensor tensor) {
    return Show.text(ListValue.ofLongs(tensor.shape()));
  }

  /// Checks that each symbolic dimension stands for one size in all of several annotated values,
  /// and that computed ones have the size that follows.
  public static void checkDims(@Nullable Object[] values, String[] types, String[] names) {
    Map<String, String> places = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    List<Extent> computed = new ArrayList<>();
    for (Extent extent : extents(values, types, names)) {
      String dim = extent.dim();
      if (Sizes.isComputed(dim)) {
        computed.add(extent);
      } else if (Annotation.OfTensor.known(dim) < 0 && !isAny(dim)) {
        Long before = sizes.putIfAbsent(dim, extent.size());
        String first = places.putIfAbsent(dim, extent.place());
        if (before != null && before != extent.size()) {
          throw Errors.of(
              ErrorKind.SHAPE,
              "`%s` is %d at %s but %d at %s"
                  .formatted(dim, before, first, extent.size(), extent.place()));
        }
      }
    }
    computed.forEach(extent -> extent.check(Sizes.of(extent.dim(), sizes)));
  }

  /// One axis of an annotated tensor: the size as the annotation writes it, and as the tensor has
  /// it.
  private record Extent(String dim, long size, String place) {
    void check(long wanted) {
      if (wanted >= 0 && wanted != size) {
        throw Errors.of(
            ErrorKind.SHAPE, "`%s` is %d but %s is %d".formatted(dim, wanted, place, size));
      }
    }
  }

  private static List<Extent> extents(@Nullable Object[] values, String[] types, String[] names) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Tensor tensor
          && Annotation.parse(types[i]) instanceof Annotation.OfTensor wanted
          && wanted.dims().size() == tensor.rank()) {
        for (int axis = 0; axis < tensor.rank(); axis++) {
          String place = "axis " + axis + " of " + names[i];
          extents.add(new Extent(wanted.dims().get(axis), tensor.dim(axis), place));
        }
      }
    }
    return extents;
  }

  private static boolean isAny(String dim) {
    return dim.equals("?") || dim.equals("_");
  }
}
