package org.tosc.rt.session;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A named set of allowed permissions. [#STRICT] allows tensor operations only, [#STANDARD] adds
/// what reads without reaching out, [#PERMISSIVE] allows everything; every use is audited.
///
/// @param isStrict whether nothing but the JVM's own code is executed, whatever is allowed besides
public record Policy(String name, Set<Permission> allowed, boolean isStrict) {
  public static final Policy STRICT = new Policy("strict", EnumSet.noneOf(Permission.class), true);
  public static final Policy STANDARD =
      new Policy(
          "standard",
          EnumSet.of(
              Permission.GPU_ACCESS,
              Permission.FS_READ,
              Permission.NETWORK_LOCAL,
              Permission.IPC,
              Permission.READ_MODEL),
          false);
  public static final Policy PERMISSIVE =
      new Policy("permissive", EnumSet.allOf(Permission.class), false);

  public Policy {
    allowed = Set.copyOf(allowed);
  }

  public boolean allows(Permission permission) {
    return allowed.contains(permission);
  }

  /// The same with more permissions.
  public Policy with(Collection<Permission> more) {
    return more.isEmpty() ? this : changed(" with ", more, true);
  }

  /// The same with fewer permissions.
  public Policy without(Collection<Permission> fewer) {
    return fewer.isEmpty() ? this : changed(" without ", fewer, false);
  }

  private Policy changed(String how, Collection<Permission> which, boolean isMore) {
    Set<Permission> changed = EnumSet.noneOf(Permission.class);
    changed.addAll(allowed);
    if (isMore) {
      changed.addAll(which);
    } else {
      changed.removeAll(which);
    }
    String names = which.stream().sorted().map(Permission::name).collect(Collectors.joining(", "));
    return new Policy(name + how + names, changed, isStrict);
  }
}
