/// The built-in functions: one row each, grouped by topic.
package org.tosc.rt.builtin;
