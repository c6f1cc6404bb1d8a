package org.tosc.rt.session;

/// One use of a permission: what was wanted, on what, and whether the policy allowed it.
public record AuditEntry(Permission permission, String subject, boolean allowed) {}
