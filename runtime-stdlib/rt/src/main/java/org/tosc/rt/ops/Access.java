package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.SliceValue;
import org.tosc.rt.value.Text;

/// Index and slice access: `a[i]`, `a[i] = v`, `a[i:j:k]`, `a[i:j:k] = v`. Members and methods are
/// in [Members], but reachable from here.
public final class Access {
  private Access() {}

  /// `object[key]`.
  public static @Nullable Object get(@Nullable Object object, @Nullable Object key) {
    if (object instanceof ListValue list && key instanceof Long index) {
      return list.get(index);
    }
    if (object instanceof DictValue dict) {
      int entry = dict.find(key);
      if (entry >= 0) {
        return dict.valueAt(entry);
      }
      throw noKey(key);
    }
    return getOther(object, key);
  }

  private static @Nullable Object getOther(@Nullable Object object, @Nullable Object key) {
    if (object instanceof Text text && key instanceof Long index) {
      return text.at(index);
    }
    if (object instanceof RangeValue range && key instanceof Long index) {
      return range.get(index);
    }
    if (object instanceof Tensor tensor) {
      return TensorIndexing.get(tensor, key);
    }
    if (key instanceof RangeValue part && isSequence(object)) {
      return elements(object, part);
    }
    if (isSequence(object)) {
      throw Errors.type(
          Kind.withArticle(object) + " is indexed by an int, found " + Kind.withArticle(key));
    }
    throw Errors.type(Kind.withArticle(object) + " cannot be indexed");
  }

  // The elements at a range's positions.
  private static Object elements(@Nullable Object object, RangeValue positions) {
    ListValue picked = new ListValue();
    long n = positions.length();
    for (long i = 0; i < n; i++) {
      picked.add(get(object, positions.get(i)));
    }
    return object instanceof Text ? Text.of(Show.joined(picked, "")) : picked;
  }

  private static boolean isSequence(@Nullable Object object) {
    return object instanceof ListValue || object instanceof Text || object instanceof RangeValue;
  }

  static GuestError noKey(@Nullable Object key) {
    return Errors.key("the dict has no key " + Show.quoted(key));
  }

  /// `object[key] = value`.
  public static void set(@Nullable Object object, @Nullable Object key, @Nullable Object value) {
    if (object instanceof ListValue list && key instanceof Long index) {
      list.set(index, value);
    } else if (object instanceof DictValue dict) {
      dict.put(key, value);
    } else if (object instanceof Tensor tensor) {
      TensorIndexing.set(tensor, key, value);
    } else if (object instanceof ListValue) {
      throw Errors.type("a list is indexed by an int, found " + Kind.withArticle(key));
    } else {
      throw Errors.type("elements of " + Kind.withArticle(object) + " cannot be assigned");
    }
  }

  /// `object[start:end:step]`; nil for a part left out.
  public static @Nullable Object slice(
      @Nullable Object object,
      @Nullable Object start,
      @Nullable Object end,
      @Nullable Object step) {
    return switch (object) {
      case ListValue list -> {
        Slices part = Slices.of(list.size(), start, end, step);
        yield list.slice(part.from(), part.step(), part.count());
      }
      case Text text -> slice(text, Slices.of(text.length(), start, end, step));
      case RangeValue range -> slice(range.toList(), start, end, step);
      case Tensor tensor -> TensorIndexing.get(tensor, new SliceValue(start, end, step));
      case null, default -> throw Errors.type(Kind.withArticle(object) + " cannot be sliced");
    };
  }

  private static Text slice(Text text, Slices part) {
    if (part.step() == 1) {
      return text.substring(part.from(), part.from() + part.count());
    }
    StringBuilder picked = new StringBuilder();
    for (int i = 0; i < part.count(); i++) {
      picked.appendCodePoint(text.codePointAt((int) (part.from() + i * part.step())));
    }
    return Text.of(picked.toString());
  }

  /// `object[start:end:step] = value`. With a step other than 1 the lengths must agree.
  public static void setSlice(
      @Nullable Object object,
      @Nullable Object start,
      @Nullable Object end,
      @Nullable Object step,
      @Nullable Object value) {
    if (object instanceof Tensor tensor) {
      TensorIndexing.set(tensor, new SliceValue(start, end, step), value);
      return;
    }
    if (!(object instanceof ListValue list)) {
      throw Errors.type("slices of " + Kind.withArticle(object) + " cannot be assigned");
    }
    ListValue elements = Iterate.toList(value);
    Slices part = Slices.of(list.size(), start, end, step);
    if (step == null || part.step() == 1) {
      list.replace(part.from(), part.from() + part.count(), elements);
      return;
    }
    if (elements.size() != part.count()) {
      throw Errors.value(
          "the slice has " + part.count() + " elements, but " + elements.size() + " were given");
    }
    ListValue source = elements == list ? elements.copy() : elements;
    for (int i = 0; i < part.count(); i++) {
      list.set(part.from() + i * part.step(), source.get(i));
    }
  }

  /// `object.name`; see [Members#get].
  public static @Nullable Object member(@Nullable Object object, String name) {
    return Members.get(object, name);
  }

  /// `object.name = value`; see [Members#set].
  public static void setMember(@Nullable Object object, String name, @Nullable Object value) {
    Members.set(object, name, value);
  }

  /// `receiver.name(args)`, of which the last `names.length` are named; see [Members#invoke].
  public static @Nullable Object invoke(
      @Nullable Object receiver, String name, @Nullable Object[] args, String[] names) {
    return Members.invoke(receiver, name, args, names);
  }
}
