package org.tosc.rt.session;

import java.util.EnumSet;
import java.util.Set;

/// A named set of allowed permissions. [#STRICT] allows tensor operations only, [#STANDARD] adds
/// what reads without reaching out, [#PERMISSIVE] allows everything; every use is audited.
public record Policy(String name, Set<Permission> allowed) {
  public static final Policy STRICT = new Policy("strict", EnumSet.noneOf(Permission.class));
  public static final Policy STANDARD =
      new Policy(
          "standard",
          EnumSet.of(
              Permission.GPU_ACCESS,
              Permission.FS_READ,
              Permission.NETWORK_LOCAL,
              Permission.IPC,
              Permission.READ_MODEL));
  public static final Policy PERMISSIVE = new Policy("permissive", EnumSet.allOf(Permission.class));

  public Policy {
    allowed = Set.copyOf(allowed);
  }

  public boolean allows(Permission permission) {
    return allowed.contains(permission);
  }
}
