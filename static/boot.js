// Runs before the first paint: sets theme and language, then loads the program, or says why not.
// Written for browsers older than those the program runs in, so that they too get a message.
(function () {
  'use strict';
  var texts = {{texts}};
  var script = '{{script}}';
  var wasm = '{{wasm}}';
  var rest = '{{rest}}';
  var pages = '{{pages}}';
  var worker = '{{worker}}';
  var root = document.documentElement;

  function kept(key) {
    try {
      return localStorage.getItem('watchtrail.' + key);
    } catch (blocked) {
      return null;
    }
  }

  function language() {
    var asked = /[?&]lang=(\w+)/.exec(location.search);
    var chosen = (asked && asked[1]) || kept('lang');
    if (Object.keys(texts).indexOf(chosen) >= 0) return chosen;
    var wanted = navigator.languages || [navigator.language || 'en'];
    for (var i = 0; i < wanted.length; i++) {
      var code = String(wanted[i]).split('-')[0].toLowerCase();
      if (Object.keys(texts).indexOf(code) >= 0) return code;
    }
    return 'en';
  }

  var lang = language();
  var theme = kept('theme');
  root.lang = lang;
  if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);

  function say(keys, again) {
    var box = document.getElementById('boot');
    if (!box) {
      box = document.createElement('div');
      box.id = box.className = 'boot';
      document.body.insertBefore(box, document.body.firstChild);
    }
    box.textContent = '';
    // Where there is a page already, the words lie over it.
    var app = document.getElementById('app');
    box.className = app && app.firstChild ? 'boot boot-over' : 'boot';
    box.hidden = false;
    keys.forEach(function (key) {
      var line = document.createElement('p');
      line.textContent = texts[lang]['boot.' + key];
      box.appendChild(line);
    });
    if (!again) return;
    // An open dialog would hide them and keep the button from being pressed.
    document.querySelectorAll('dialog[open]').forEach(function (dialog) { dialog.close(); });
    box.setAttribute('role', 'alert');
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = texts[lang]['boot.again'];
    button.addEventListener('click', function () { location.reload(); });
    box.appendChild(button);
  }

  function absolute(path) {
    return new URL(path, document.baseURI).href;
  }

  var started = false;
  // What goes wrong after a part could not be loaded is no fault of the program's own.
  var missing = false;
  function failed(error) {
    if (window.console) console.error(error);
    say(started && !missing ? ['crashed'] : ['failed', 'advice'], true);
  }

  // What all pages but the start page look like; nothing waits for it on the start page.
  function stylePages() {
    return new Promise(function (done) {
      var link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = absolute(pages);
      // Without it a page can still be read.
      link.onload = link.onerror = done;
      document.head.appendChild(link);
    });
  }

  // The program may come in parts: what the start page runs, and the rest, fetched behind it.
  var parts = rest ? rest.split(' ') : [];
  var more = null;
  var coming = null;
  // What needs the rest and can wait for it, so that the page need not stand still.
  var waiting = rest ? [] : null;
  window.watchtrailWhole = function (go) {
    if (waiting) waiting.push(go);
    else go();
  };
  function fetchPart(part) {
    return fetch(absolute(part)).then(function (answer) {
      if (!answer.ok) throw new Error(part + ': ' + answer.status);
      return answer.arrayBuffer();
    }).then(function (bytes) {
      return WebAssembly.compile(bytes);
    });
  }
  function fetchRest() {
    return Promise.all(parts.map(fetchPart)).then(function (modules) {
      more = modules;
      var next = waiting || [];
      waiting = null;
      next.forEach(function (go) { go(); });
    });
  }

  // Wanted before it came: the program stands still in the middle of a function, so we must too.
  function fetchPartNow(part) {
    var request = new XMLHttpRequest();
    request.open('GET', absolute(part), false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new Error(part + ': ' + request.status);
    var bytes = Uint8Array.from(request.responseText, function (c) { return c.charCodeAt(0); });
    return new WebAssembly.Module(bytes);
  }

  // The program calls this when it needs what is in the rest.
  window.watchtrailRest = function (first) {
    try {
      if (!more) more = parts.map(fetchPartNow);
      more.forEach(function (module) { new WebAssembly.Instance(module, { first: first }); });
    } catch (error) {
      missing = true;
      say(['failed', 'advice'], true);
      throw error;
    }
  };

  // The program calls this when it has no texts to say it with.
  window.watchtrailNotLoaded = function (why) {
    missing = true;
    failed(new Error(why));
  };

  // Chromes before 115 compile nothing but small modules while the program stands still.
  function compilesAtOnce() {
    // A module of one section without meaning.
    var bytes = new Uint8Array(5000);
    bytes.set([0, 97, 115, 109, 1, 0, 0, 0, 0, 0xfd, 0x26]);
    try {
      return !!new WebAssembly.Module(bytes);
    } catch (refused) {
      return false;
    }
  }

  // Until the rest is there, what is pressed would make the whole page stand still. So it
  // waits, with a word, and is pressed again then.
  function restBehind() {
    var pressed = null;
    function there() {
      var wanted = pressed;
      document.removeEventListener('click', hold, true);
      if (!wanted || missing) return;
      document.getElementById('boot').hidden = true;
      if (wanted.isConnected) wanted.click();
    }
    function hold(event) {
      var wanted = event.target.closest && event.target.closest('a[href], button');
      if (!wanted || wanted.closest('#boot')) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      pressed = wanted;
      say(['loading'], false);
    }
    document.addEventListener('click', hold, true);
    // If this fails, it is tried again when it is needed.
    return fetchRest().then(there, there);
  }

  // Only a first visit to the start page is sure to do without it for a while.
  function restFirst() {
    if (location.hash.length > 2) return true;
    try {
      return Object.keys(localStorage).some(function (key) {
        return key.indexOf('watchtrail.save.') === 0;
      });
    } catch (blocked) {
      return false;
    }
  }

  // The program's module calls this with its initialiser.
  window.watchtrailStart = function (init) {
    Promise.resolve(coming).then(function () {
      return init({ module_or_path: absolute(wasm) });
    }).then(function () {
      started = true;
      var box = document.getElementById('boot');
      if (box && !missing) box.hidden = true;
      return rest && !coming && restBehind();
    }).then(function () {
      if (worker && navigator.serviceWorker) {
        // Without it the program runs all the same, only not offline.
        navigator.serviceWorker.register(absolute(worker)).catch(function () {});
      }
    }).catch(failed);
  };

  window.addEventListener('error', function (event) {
    // A panic of the program is a trap of its module; another script's error is not ours.
    if (event.error && window.WebAssembly && event.error instanceof WebAssembly.RuntimeError) {
      failed(event.error);
    }
  });

  function load() {
    var able = typeof WebAssembly === 'object' && 'noModule' in HTMLScriptElement.prototype &&
      typeof BigInt === 'function' && window.HTMLDialogElement &&
      'showModal' in HTMLDialogElement.prototype && (!rest || compilesAtOnce());
    if (!able) return say(['old'], false);
    say(['loading'], false);
    var styled = stylePages();
    if (restFirst()) coming = Promise.all([styled, rest && fetchRest()]);
    var module = document.createElement('script');
    module.type = 'module';
    module.src = absolute(script);
    module.onerror = failed;
    document.head.appendChild(module);
  }

  document.addEventListener('DOMContentLoaded', load);
})();
