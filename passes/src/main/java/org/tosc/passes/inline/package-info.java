/// Bodies of small functions in place of their calls.
package org.tosc.passes.inline;
