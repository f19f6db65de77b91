;;; -*- lexical-binding: t; -*-
;; Loads the lines of the README into Emacs, opens a template, and calls the commands that people call. Tells what came of
;; each step as a line of JSON.
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'json)
(setq make-backup-files nil
      create-lockfiles nil
      eglot-sync-connect 60
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil)
;; Emacs 28 has no mode for YAML.
(unless (fboundp 'yaml-mode)
  (define-derived-mode yaml-mode prog-mode "YAML"))

(defun hms-tell (name value)
  (princ (format "{\"name\":%s,\"value\":%s}\n" (json-encode name) (json-encode value))))

(defun hms-await (what is-so)
  (let ((deadline (+ (float-time) 60)))
    (while (not (funcall is-so))
      (when (> (float-time) deadline) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.02))))

(defun hms-text ()
  (buffer-substring-no-properties (point-min) (point-max)))

(defun hms-place (position)
  (save-excursion
    (goto-char position)
    (vector (1- (line-number-at-pos)) (current-column))))

(defun hms-diagnostics ()
  (let ((found (sort (flymake-diagnostics)
                     (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))
    (apply #'vector
           (mapcar (lambda (each)
                     (list (cons 'message (flymake-diagnostic-text each))
                           (cons 'start (hms-place (flymake-diagnostic-beg each)))
                           (cons 'end (hms-place (flymake-diagnostic-end each)))))
                   found))))

(defun hms-go-to (words back)
  (goto-char (point-min))
  (search-forward words)
  (backward-char back))

(load (getenv "HMSLINT_LINES") nil t)
(find-file "template.yaml")
(yaml-mode)
(switch-to-buffer (current-buffer))
(apply #'eglot (eglot--guess-contact))
(hms-tell "managed" (if (eglot-managed-p) t :json-false))

(flymake-mode 1)
(hms-await "diagnostics" (lambda () (flymake-diagnostics)))
(hms-tell "diagnostics" (hms-diagnostics))

(hms-go-to "student:" 3)
(let (shown)
  (eglot-hover-eldoc-function (lambda (info &rest _) (setq shown (or info t))))
  (hms-await "hover" (lambda () shown))
  (hms-tell "hover" (substring-no-properties shown)))

;; What is not offered is missing in what is told.
(when (eglot--server-capable :completionProvider)
  (hms-go-to "studnt" 3)
  (let ((table (nth 2 (eglot-completion-at-point))))
    (hms-tell "completion" (apply #'vector (mapcar #'substring-no-properties (all-completions "" table))))))

(hms-go-to "bitrate" 1)
;; Somebody who types the title of what is to be done.
(cl-letf ((last-nonmenu-event ?\r)
          ((symbol-function 'completing-read)
           (lambda (_prompt items &rest _)
             (let ((titles (mapcar #'car items)))
               (hms-tell "actions" (apply #'vector titles))
               (seq-find (lambda (title) (string-prefix-p "rename to `bitRate`" title)) titles)))))
  (call-interactively #'eglot-code-actions))
(hms-tell "fix" (hms-text))

(eglot--signal-textDocument/didChange)
(hms-go-to "teacher:" 2)
(eglot-rename "host/1")
(hms-tell "rename" (hms-text))
(eglot--signal-textDocument/didChange)
(hms-await "the remaining diagnostics" (lambda () (= 2 (length (flymake-diagnostics)))))

(let ((server (eglot-current-server)))
  (eglot-shutdown server nil 60)
  (hms-tell "stopped" (if (jsonrpc-running-p server) :json-false t)))
(set-buffer-modified-p nil)
