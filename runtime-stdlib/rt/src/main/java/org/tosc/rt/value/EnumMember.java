package org.tosc.rt.value;

/// One member of an [EnumValue]; two are equal only if they are the same.
public final class EnumMember {
  private final EnumValue owner;
  private final String name;
  private final long value;

  EnumMember(EnumValue owner, String name, long value) {
    this.owner = owner;
    this.name = name;
    this.value = value;
  }

  public EnumValue owner() {
    return owner;
  }

  public String name() {
    return name;
  }

  public long value() {
    return value;
  }

  @Override
  public String toString() {
    return owner.name() + "." + name;
  }
}
