package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.PairIter;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;

/// Dictionaries.
public final class DictGroup {
  private DictGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
                "get(x, key, default=nil)",
                "the value of a key or index, or a default where there is none",
                (_, a) -> get(a[0], a[1], a[2]))
            .as("dict_get")
            .on("dict", "list"),
        Builtin.of("dict_set(d, key, value)", "sets the value of a key", DictGroup::set).on("dict"),
        Builtin.of(
                "has_key(d, key)",
                "whether the key is there",
                (_, a) -> Args.dict("has_key", a[0]).contains(a[1]))
            .as("has", "dict_has", "contains_key")
            .on("dict"),
        Builtin.of(
                "delete(d, key)",
                "removes a key and says whether it was there",
                (_, a) -> Args.dict("delete", a[0]).remove(a[1]) != Missing.VALUE)
            .as("dict_delete", "delete_key")
            .on("dict"),
        Builtin.of("keys(d)", "the keys, in order", (_, a) -> keys(a[0]))
            .as("dict_keys")
            .on("dict"),
        Builtin.of("values(d)", "the values, in order", (_, a) -> values(a[0]))
            .as("dict_values")
            .on("dict"),
        Builtin.of("entries(d)", "[key, value] for every key, in order", (_, a) -> entries(a[0]))
            .as("items", "dict_items")
            .on("dict"),
        Builtin.of(
                "dict_merge(dicts...)",
                "a new dict of all entries; later ones win",
                DictGroup::merge)
            .as("merge")
            .on("dict"),
        Builtin.of("update(d, other)", "sets all entries of another dict", DictGroup::update)
            .on("dict"),
        Builtin.of(
                "set_default(d, key, default=nil)",
                "the value of a key, which is set to the default where it is absent",
                DictGroup::setDefault)
            .as("setdefault")
            .on("dict"),
        Builtin.of(
                "dict_map(d, f)", "a new dict with f(key, value) for every value", DictGroup::map)
            .as("map_values")
            .on("dict"),
        Builtin.of(
                "dict_filter(d, f)",
                "a new dict of the entries for which f(key, value) holds",
                DictGroup::filter)
            .as("filter_entries")
            .on("dict"),
        Builtin.of("invert(d)", "a new dict from values to keys", DictGroup::invert).on("dict"),
        Builtin.of(
            "from_entries(pairs)",
            "a dict of [key, value] pairs",
            (_, a) -> Conversions.toDict(a[0])),
        Builtin.of(
                "count_values(xs)",
                "a dict from each different element to how often it occurs",
                DictGroup::countValues)
            .as("counter", "frequencies")
            .on("list", "string"));
  }

  /// `d.get(key, default)`.
  public static @Nullable Object get(
      @Nullable Object x, @Nullable Object key, @Nullable Object otherwise) {
    if (x instanceof DictValue dict) {
      return dict.getOr(key, otherwise);
    }
    ListValue list = Args.list("get", x);
    long index = Args.integer("get", key);
    return index >= -list.size() && index < list.size() ? list.get(index) : otherwise;
  }

  private static @Nullable Object set(Session session, @Nullable Object[] a) {
    Args.dict("dict_set", a[0]).put(a[1], a[2]);
    return null;
  }

  private static ListValue keys(@Nullable Object d) {
    DictValue dict = Args.dict("keys", d);
    ListValue keys = new ListValue();
    for (int i = dict.first(); i >= 0; i = dict.after(i)) {
      keys.add(dict.keyAt(i));
    }
    return keys;
  }

  private static ListValue values(@Nullable Object d) {
    DictValue dict = Args.dict("values", d);
    ListValue values = new ListValue();
    for (int i = dict.first(); i >= 0; i = dict.after(i)) {
      values.add(dict.valueAt(i));
    }
    return values;
  }

  private static ListValue entries(@Nullable Object d) {
    ListValue entries = new ListValue();
    for (PairIter i = Iterate.pairs(Args.dict("entries", d)); i.hasNext(); ) {
      entries.add(i.next());
    }
    return entries;
  }

  private static void putAll(DictValue into, DictValue from) {
    for (int i = from.first(); i >= 0; i = from.after(i)) {
      into.put(from.keyAt(i), from.valueAt(i));
    }
  }

  private static Object merge(Session session, @Nullable Object[] a) {
    DictValue merged = new DictValue();
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      putAll(merged, Args.dict("dict_merge", i.next()));
    }
    return merged;
  }

  private static @Nullable Object update(Session session, @Nullable Object[] a) {
    DictValue from = Conversions.toDict(a[1]);
    putAll(Args.dict("update", a[0]), from);
    return null;
  }

  private static @Nullable Object setDefault(Session session, @Nullable Object[] a) {
    DictValue dict = Args.dict("set_default", a[0]);
    if (!dict.contains(a[1])) {
      dict.put(a[1], a[2]);
    }
    return dict.getOr(a[1], null);
  }

  private static Object map(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("dict_map", a[1]);
    DictValue mapped = new DictValue();
    for (PairIter i = Iterate.pairs(Args.dict("dict_map", a[0])); i.hasNext(); ) {
      i.advance();
      mapped.put(i.key(), f.call2(i.key(), i.value()));
    }
    return mapped;
  }

  private static Object filter(Session session, @Nullable Object[] a) {
    FunctionValue f = Args.function("dict_filter", a[1]);
    DictValue kept = new DictValue();
    for (PairIter i = Iterate.pairs(Args.dict("dict_filter", a[0])); i.hasNext(); ) {
      i.advance();
      if (Truth.of(f.call2(i.key(), i.value()))) {
        kept.put(i.key(), i.value());
      }
    }
    return kept;
  }

  private static Object invert(Session session, @Nullable Object[] a) {
    DictValue inverted = new DictValue();
    for (PairIter i = Iterate.pairs(Args.dict("invert", a[0])); i.hasNext(); ) {
      i.advance();
      inverted.put(i.value(), i.key());
    }
    return inverted;
  }

  private static Object countValues(Session session, @Nullable Object[] a) {
    DictValue counts = new DictValue();
    for (var i = Iterate.of(a[0]); i.hasNext(); ) {
      Object element = i.next();
      long before = counts.getOr(element, 0L) instanceof Long n ? n : 0;
      counts.put(element, before + 1);
    }
    return counts;
  }
}
