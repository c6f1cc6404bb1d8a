package org.tosc.frontend.neuro.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// A struct or an enum as the program declares it. Its variants are filled in after all names are
/// known, because types may refer to one another. A struct has one variant, of its own name.
public final class Declared {
  /// A field with its type, over the generic parameters of the declaration.
  public record Field(String name, Ty type, Span span) {}

  /// One form of the value. `named` tells `C { x: f32 }` from `C(f32)`.
  public record Variant(String name, List<Field> fields, boolean named, Span span) {
    public Variant {
      fields = List.copyOf(fields);
    }

    /// The position of a field, or -1.
    public int index(String field) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).name().equals(field)) {
          return i;
        }
      }
      return -1;
    }
  }

  private final String name;
  private final boolean isEnum;
  private final List<GenericParam> params;
  private final Span span;
  private final List<Variant> variants = new ArrayList<>();

  public Declared(String name, boolean isEnum, List<GenericParam> params, Span span) {
    this.name = name;
    this.isEnum = isEnum;
    this.params = List.copyOf(params);
    this.span = span;
  }

  public void add(Variant variant) {
    variants.add(variant);
  }

  public String name() {
    return name;
  }

  public boolean isEnum() {
    return isEnum;
  }

  public List<GenericParam> params() {
    return params;
  }

  public Span span() {
    return span;
  }

  public List<Variant> variants() {
    return List.copyOf(variants);
  }

  /// The variant of a name, or null.
  public @Nullable Variant variant(String wanted) {
    return variants.stream().filter(v -> v.name().equals(wanted)).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return name;
  }
}
