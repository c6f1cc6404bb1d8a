package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// What `for` goes over: elements of a list, keys of a dict, characters of a string, integers of a
/// range, members of an enumeration, rows of a tensor. A list may grow or shrink meanwhile, and the
/// loop sees it; adding or removing keys of a dict raises `ValueError` at the next round.
public final class Iterate {
  private Iterate() {}

  public static Iter of(@Nullable Object value) {
    return switch (value) {
      case ListValue list -> new ListIter(list);
      case RangeValue range -> new RangeIter(range);
      case DictValue dict -> new KeyIter(dict);
      case Text text -> new TextIter(text);
      case EnumValue type -> new ListIter(type.values());
      case Tensor tensor -> new ListIter(Tensors.rows(tensor));
      case null, default -> throw Errors.type(Kind.withArticle(value) + " cannot be iterated over");
    };
  }

  /// `for k, v in value`: keys and values of a dict, or the halves of the pairs in a sequence.
  public static PairIter pairs(@Nullable Object value) {
    return value instanceof DictValue dict ? new EntryIter(dict) : new UnpackIter(of(value));
  }

  /// All that `for` would go over: the list itself, or a fresh list.
  public static ListValue toList(@Nullable Object value) {
    return switch (value) {
      case ListValue list -> list;
      case RangeValue range -> range.toList();
      case null, default -> {
        ListValue all = new ListValue();
        for (Iter i = of(value); i.hasNext(); ) {
          all.add(i.next());
        }
        yield all;
      }
    };
  }

  private static final class ListIter extends Iter {
    private final ListValue list;
    private int at;

    ListIter(ListValue list) {
      this.list = list;
    }

    @Override
    public boolean hasNext() {
      return at < list.size();
    }

    @Override
    public @Nullable Object next() {
      return list.get(at++);
    }
  }

  private static final class RangeIter extends Iter {
    private final long step;
    private long next;
    private long left;

    RangeIter(RangeValue range) {
      step = range.step();
      next = range.start();
      left = range.length();
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Object next() {
      long value = next;
      next = value + step;
      left--;
      return value;
    }
  }

  private static final class TextIter extends Iter {
    private final String text;
    private int at;

    TextIter(Text text) {
      this.text = text.toString();
    }

    @Override
    public boolean hasNext() {
      return at < text.length();
    }

    @Override
    public Object next() {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      return Text.ofCodePoint(codePoint);
    }
  }

  /// Steps through a dict's entries and notices added or removed keys.
  private static final class Cursor {
    private final DictValue dict;
    private final int version;
    private int entry = -1;
    private int next;

    Cursor(DictValue dict) {
      this.dict = dict;
      this.version = dict.version();
      this.next = dict.first();
    }

    boolean hasNext() {
      if (dict.version() != version) {
        throw Errors.value("keys of the dict were added or removed while iterating over it");
      }
      return next >= 0;
    }

    int step() {
      entry = next;
      next = dict.after(entry);
      return entry;
    }
  }

  private static final class KeyIter extends Iter {
    private final Cursor cursor;

    KeyIter(DictValue dict) {
      cursor = new Cursor(dict);
    }

    @Override
    public boolean hasNext() {
      return cursor.hasNext();
    }

    @Override
    public @Nullable Object next() {
      return cursor.dict.keyAt(cursor.step());
    }
  }

  private static final class EntryIter extends PairIter {
    private final Cursor cursor;

    EntryIter(DictValue dict) {
      cursor = new Cursor(dict);
    }

    @Override
    public boolean hasNext() {
      return cursor.hasNext();
    }

    @Override
    public void advance() {
      int entry = cursor.step();
      key = cursor.dict.keyAt(entry);
      value = cursor.dict.valueAt(entry);
    }
  }

  private static final class UnpackIter extends PairIter {
    private final Iter items;

    UnpackIter(Iter items) {
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public void advance() {
      Object item = items.next();
      if (item instanceof ListValue pair && pair.size() == 2) {
        key = pair.get(0);
        value = pair.get(1);
      } else {
        Object[] halves = Unpack.exactly(item, 2);
        key = halves[0];
        value = halves[1];
      }
    }
  }
}
