/// One form for each computation.
package org.tosc.passes.canonical;
