/// Rewrites as data: rules, their tables, and the engine that applies them.
package org.tosc.passes.rewrite;
