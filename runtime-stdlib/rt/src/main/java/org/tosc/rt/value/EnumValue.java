package org.tosc.rt.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A guest enumeration: an ordered set of named integers.
public final class EnumValue {
  private final String name;
  private final List<EnumMember> members;

  /// An enumeration of members with the given names and values, in order.
  public EnumValue(String name, List<String> names, long[] values) {
    this.name = name;
    List<EnumMember> all = new ArrayList<>();
    for (String member : names) {
      all.add(new EnumMember(this, member, values[all.size()]));
    }
    this.members = List.copyOf(all);
  }

  public String name() {
    return name;
  }

  public List<EnumMember> members() {
    return members;
  }

  /// The member of that name, or null.
  public @Nullable EnumMember find(String member) {
    for (EnumMember candidate : members) {
      if (candidate.name().equals(member)) {
        return candidate;
      }
    }
    return null;
  }

  /// What `E.values()` gives: the members, in order.
  public ListValue values() {
    return ListValue.of(members.toArray());
  }

  /// What `E.names()` gives: the members' names, in order.
  public ListValue names() {
    return ListValue.ofAll(members.stream().map(m -> Text.of(m.name())).toList());
  }

  @Override
  public String toString() {
    return "<enum " + name + ">";
  }
}
